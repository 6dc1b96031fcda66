import { isSubjectToken } from '@yumanet/proto';
import {
  busSettings,
  chainTlsSettings,
  emissionTlsSettings,
  grpcAddresses,
  grpcSettings,
  observabilitySettings,
  tlsSettings,
} from '@yumanet/service-kit';
import { z } from 'zod';
import { gatewaySettings } from './gateway/settings.js';
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
  role: z.enum(['all', 'coordinator', 'worker']).default('all').meta({
    description:
      'coordinator: plans rounds and sets weights; worker: asks miners and judges them for a coordinator of the same hotkey; all: both.',
  }),
  leaseMs: z.number().int().min(500).max(60_000).default(5_000).meta({
    description:
      'Milliseconds after which another coordinator of the same hotkey takes over from a silent one.',
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
  softmaxTemperature: z.number().gt(0).max(100).default(0.1).meta({
    description: 'softmax: a score that is so much less counts e times less.',
  }),
  top: z.number().int().min(1).max(65_535).default(16).meta({
    description: 'top-k, winner-take-most: how many miners get a share.',
  }),
  winnerShare: z.number().gt(0).max(1).default(0.7).meta({
    description: 'winner-take-most: what the best miner gets of the whole.',
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
    description: 'Also register on root and weigh the subnets of root-netuids there, all alike.',
  }),
  rootNetuids: z.array(z.coerce.number().int().min(1).max(65_535)).max(1_024).default([]).meta({
    description: 'Subnets that root weighs; default this one, alone.',
    example: '1,2',
  }),
  whenPruned: z.enum(['register', 'stop']).default('register').meta({
    description: 'What follows when the hotkey loses its uid.',
  }),
  maxBurnRao: z
    .bigint()
    .min(0n)
    .max((1n << 64n) - 1n)
    .default(100_000_000_000n)
    .meta({
      description: 'Rao that a registration may burn at most; while it costs more, it waits.',
      example: '100000000000',
    }),
  roundBlocks: blocks(1).default(10).meta({ description: 'Blocks between two rounds of questions.' }),
  weightsBlocks: blocks(2).default(100).meta({
    description: 'Weights are set when the epoch is so many blocks away, or half a tempo if that is less.',
  }),
  queryMs: z.number().int().min(10).max(600_000).default(12_000).meta({
    description: 'Milliseconds that a miner has to answer.',
  }),
  queryConcurrency: z.number().int().min(1).max(4_096).default(64).meta({
    description: 'Miners that one worker asks at once.',
  }),
  queryRetries: z.number().int().min(0).max(10).default(1).meta({
    description:
      'Times that an axon which could not be reached is asked again at once; it earns another in ten rounds.',
  }),
  axonNetworks: z.array(z.string().min(1)).max(1_024).optional().meta({
    description:
      'Addresses inside that are asked beside the public ones: "private", or networks such as 10.1.0.0/16; default "private" on networks local and demo, else none.',
    example: 'private,169.254.10.0/24',
  }),
  axonTlsName: z.string().min(1).optional().meta({
    description: 'Ask axons of gRPC over mTLS only; their certificates must carry this name (tls-ca-file).',
    example: 'miner',
  }),
  partMiners: z.number().int().min(1).max(1_024).default(8).meta({
    description: 'Miners of one job, asked by one worker.',
  }),
  answerCopiers: z.enum(['report', 'zero']).default('report').meta({
    description: 'A miner that repeats the rare answers of another: is reported, or scores 0 besides.',
  }),
  scoreAlpha: z.number().gt(0).max(1).default(0.2).meta({
    description: 'Weight of the newest round in the moving average.',
  }),
  emissionGrpc: grpcAddresses().optional().meta({
    description: 'gRPC addresses of emission services, which explain each receipt; without them none does.',
    example: '127.0.0.1:9091',
  }),
  ...gatewaySettings,
  ...busSettings,
  ...grpcSettings,
  ...tlsSettings,
  ...chainTlsSettings,
  ...emissionTlsSettings,
  ...observabilitySettings,
});

export type ValidatorConfig = z.output<typeof validatorSchema>;
