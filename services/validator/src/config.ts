import { isSubjectToken } from '@yumanet/proto';
import { busSettings, grpcSettings, observabilitySettings, tlsSettings } from '@yumanet/service-kit';
import { z } from 'zod';
import { STRATEGIES } from './strategies/strategies.js';

const secret = (description: string, example?: string) =>
  z
    .string()
    .optional()
    .meta({ description, secret: true, ...(example === undefined ? {} : { example }) });
const keyFile = (whose: string) =>
  z
    .string()
    .optional()
    .meta({ description: `Encrypted polkadot.js file of the ${whose}.`, example: `${whose}.json` });
const blocks = (least: number) => z.number().int().min(least).max(100_000);

/** Every setting, once: flag, variable `YUMANET_VALIDATOR_…`, key of the file. */
export const validatorSchema = z.object({
  network: z
    .string()
    .refine(isSubjectToken, 'expected lower-case letters, digits and dashes')
    .default('local')
    .meta({
      description: 'Network whose buckets on the bus hold scores and intents.',
      example: 'demo',
    }),
  chainEndpoints: z.array(z.string().min(1)).min(1).default(['ws://127.0.0.1:9944']).meta({
    description: 'Endpoints of the chain, the preferred first: ws:// of any Substrate node, or one grpc://.',
    example: 'ws://127.0.0.1:9944',
  }),
  netuid: z.number().int().min(1).max(65_535).meta({ description: 'Subnet to validate.', example: '1' }),
  mechanism: z.string().min(1).default('image-recognition').meta({
    description: 'What is asked and how it is judged: a built-in, an installed package, or a file.',
    example: './my-subnet.js',
  }),
  strategy: z
    .enum(Object.keys(STRATEGIES) as [keyof typeof STRATEGIES])
    .default('moving-average')
    .meta({
      description: 'How scores become weights.',
    }),
  hotkeyUri: secret(
    'Hotkey as phrase, seed or development path; or use hotkey-file.',
    '//Charlie//validator',
  ),
  hotkeyFile: keyFile('hotkey'),
  hotkeyPassword: secret('Password of hotkey-file.'),
  coldkeyUri: secret(
    'Coldkey as phrase, seed or path, for registration and stake; not needed once both are done.',
  ),
  coldkeyFile: keyFile('coldkey'),
  coldkeyPassword: secret('Password of coldkey-file.'),
  stakeRao: z
    .bigint()
    .min(0n)
    .max((1n << 64n) - 1n)
    .default(0n)
    .meta({
      description: 'Stake in rao that the coldkey brings its hotkey up to at start; 0 adds nothing.',
      example: '2000000000000',
    }),
  root: z.boolean().default(false).meta({
    description: 'Also register on root and weigh this subnet there, alone.',
  }),
  roundBlocks: blocks(1).default(10).meta({ description: 'Blocks between two rounds of questions.' }),
  weightsBlocks: blocks(2).default(100).meta({
    description: 'Weights are set when the epoch is so many blocks away, or half a tempo if that is less.',
  }),
  queryMs: z.number().int().min(10).max(600_000).default(12_000).meta({
    description: 'Milliseconds that a miner has to answer.',
  }),
  queryConcurrency: z.number().int().min(1).max(4_096).default(64).meta({
    description: 'Miners asked at once.',
  }),
  scoreAlpha: z.number().gt(0).max(1).default(0.2).meta({
    description: 'Weight of the newest round in the moving average.',
  }),
  ...busSettings,
  ...grpcSettings,
  ...tlsSettings,
  ...observabilitySettings,
});

export type ValidatorConfig = z.output<typeof validatorSchema>;
