import { chainTlsSettings, grpcSettings, observabilitySettings, tlsSettings } from '@yumanet/service-kit';
import { z } from 'zod';

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
const milliseconds = (least: number) => z.number().int().min(least).max(3_600_000);
const port = () => z.number().int().min(0).max(65_535);

/** Every setting, once: flag, variable `YUMANET_MINER_…`, key of the file. */
export const minerSchema = z.object({
  chainEndpoints: z.array(z.string().min(1)).min(1).default(['ws://127.0.0.1:9944']).meta({
    description: 'Endpoints of the chain, the preferred first: ws:// of any Substrate node, or one grpc://.',
    example: 'ws://127.0.0.1:9944',
  }),
  netuid: z.number().int().min(1).max(65_535).meta({ description: 'Subnet to mine.', example: '1' }),
  mechanism: z.string().min(1).default('image-recognition').meta({
    description: 'What is asked and how it is answered: a built-in, an installed package, or a file.',
    example: './my-subnet.js',
  }),
  backend: z.string().min(1).optional().meta({
    description: 'Which way of the mechanism to answer; default its first.',
    example: 'mlp',
  }),
  dataDir: z.string().min(1).meta({
    description: 'Folder for the model and the nonces; made if there is none.',
    example: './miner',
  }),
  hotkeyUri: secret('Hotkey as phrase, seed or development path; or use hotkey-file.', '//Eve//miner//1'),
  hotkeyFile: keyFile('hotkey'),
  hotkeyPassword: secret('Password of hotkey-file.'),
  coldkeyUri: secret('Coldkey as phrase, seed or path: pays for the registration; not needed afterwards.'),
  coldkeyFile: keyFile('coldkey'),
  coldkeyPassword: secret('Password of coldkey-file.'),
  whenPruned: z.enum(['register', 'stop']).default('register').meta({
    description: 'What to do when another hotkey takes this uid: pay for another, or stop with exit code 1.',
  }),
  axonHost: z.string().default('127.0.0.1').meta({ description: 'Address the axon listens on.' }),
  axonPort: port().default(0).meta({
    description: 'Port of the axon; 0 takes the one of the last start, or any free one.',
    example: '8091',
  }),
  externalHost: z.string().optional().meta({
    description: 'Address that is written on the chain, IPv4 or IPv6; default axon-host.',
    example: '203.0.113.7',
  }),
  externalPort: port().min(1).optional().meta({
    description: 'Port that is written on the chain; default the axon’s.',
  }),
  axonTls: z.boolean().default(false).meta({
    description:
      'The axon too takes only validators with a certificate of tls-ca-file; others cannot ask it then.',
  }),
  minStakeRao: z
    .bigint()
    .min(0n)
    .max((1n << 64n) - 1n)
    .default(1_000_000_000_000n)
    .meta({
      description: 'Stake in rao that a dendrite needs besides its validator permit.',
      example: '1000000000000',
    }),
  nonceWindowMs: milliseconds(1_000).default(16_000).meta({
    description: 'How far a nonce may lie from this clock, in milliseconds.',
  }),
  maxBodyBytes: z
    .number()
    .int()
    .min(1_024)
    .max(64 * 1024 * 1024)
    .default(4 * 1024 * 1024)
    .meta({
      description: 'Largest body of a request in bytes.',
    }),
  maxConnections: z.number().int().min(1).max(100_000).default(1_024).meta({
    description: 'Connections to the axon at once.',
  }),
  maxAddressConnections: z.number().int().min(1).max(100_000).default(64).meta({
    description: 'Connections of one address at once.',
  }),
  addressBlockMs: milliseconds(0).default(60_000).meta({
    description: 'Milliseconds for which an address that sends junk is shut out.',
  }),
  hotkeyRate: z.number().positive().max(1_000_000).default(50).meta({
    description: 'Requests per second that one hotkey may make in the long run; four times as many at once.',
  }),
  totalRate: z.number().positive().max(1_000_000).default(500).meta({
    description: 'Requests per second that all hotkeys together may make.',
  }),
  maxQueue: z.number().int().min(1).max(10_000).default(64).meta({
    description: 'Requests that wait for the handler; then the one of the lowest stake gets OVERLOADED.',
  }),
  handlerConcurrency: z.number().int().min(1).max(1_024).default(1).meta({
    description: 'Tasks that the handler works on at once.',
  }),
  handlerMs: milliseconds(10).default(10_000).meta({
    description:
      'Milliseconds the handler has for an answer, or for each chunk of one; then its process is replaced.',
  }),
  handlerMemoryMb: z.number().int().min(64).max(1_048_576).default(1_024).meta({
    description: 'Mebibytes of memory that the handler’s process may hold; then it is replaced.',
  }),
  ...grpcSettings,
  ...tlsSettings,
  ...chainTlsSettings,
  ...observabilitySettings,
});

export type MinerConfig = z.output<typeof minerSchema>;
