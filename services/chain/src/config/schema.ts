import { traceSettings } from '@yumanet/service-kit/config';
import { z } from 'zod';
import { NETWORKS } from '../chain-spec/presets.js';

const text = (description: string, example?: string) =>
  z
    .string()
    .optional()
    .meta({ description, ...(example === undefined ? {} : { example }) });
const integer = (min: number, max: number) => z.number().int().min(min).max(max);
const port = () => integer(0, 65_535);
/** One text with commas, as flags and variables have it, is a list too. */
const list = (item: z.ZodType<string>) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value),
    z.array(item),
  );

/** What the client library connects to; user and password may stand in front of the host. */
const NATS_URL = /^(nats|tls):\/\/[^\s/]+\/?$/;
const NODE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const chainSettings = {
  network: z
    .enum(NETWORKS)
    .default('local')
    .meta({ description: 'Chain to run: local, demo (short tempos), test or main.' }),
  chainSpec: text('Chain spec file (JSON) instead of a named network.', 'spec.json'),
  genesisSnapshot: text('File with balances and stakes for block 0.', 'snapshot.json'),
  fork: text(
    'Chain to go on from, with its state: a node (ws://…), or a state export (a raw chain spec).',
    'ws://127.0.0.1:9944',
  ),
  block: integer(0, 0xffff_ffff)
    .optional()
    .meta({ description: 'Block to fork (--fork); without it, the newest final one.' }),
  forkDeadline: z.number().min(0.1).max(600).default(10).meta({
    description: 'Seconds that the node waits for the one forked from; it does nothing else meanwhile.',
  }),
  dataDir: text('Where the chain is kept; without it, a temporary folder.', 'chain'),
  stateHistory: integer(16, 1_000_000)
    .default(256)
    .meta({ description: 'Blocks back that the state can be read.' }),
  fsync: z.boolean().default(false).meta({
    description: 'Wait for the disk at each block: survives power loss, not only kill -9.',
  }),
  verifyThreads: integer(0, 256)
    .optional()
    .meta({ description: 'Threads that check signatures; default one a core.' }),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .meta({ description: 'Which log lines to write (JSON, to standard error).' }),
};

const sealingSettings = {
  sealing: z
    .enum(['interval', 'instant', 'manual'])
    .default('interval')
    .meta({ description: 'When blocks are made: every block time, at each transaction, or on request.' }),
  blockTime: z
    .number()
    .min(0.01)
    .max(3600)
    .default(12)
    .meta({ description: 'Seconds between blocks (interval sealing).' }),
  adaptiveBlockTime: z.boolean().default(false).meta({
    description:
      'Leave blocks out while this process is too busy for more (interval sealing): for a network in one process.',
  }),
  finalityLag: integer(1, 100)
    .default(1)
    .meta({ description: 'Blocks on top of a block before it is final.' }),
  finalityDelay: integer(0, 60_000)
    .default(100)
    .meta({ description: 'Milliseconds at least between a block and its finality.' }),
  time: z.enum(['clock', 'simulated']).default('clock').meta({
    description: 'Timestamps: from the clock, or slot after slot, the same on every run.',
  }),
};

const serverSettings = {
  rpcHost: z.string().default('127.0.0.1').meta({ description: 'Address to listen on.' }),
  rpcPort: port()
    .default(9944)
    .meta({ description: 'Port for JSON-RPC over HTTP and WebSocket; 0: any free one.' }),
  rpcCors: list(z.string())
    .default([])
    .meta({ description: 'More web origins that may connect, or "all" (local pages always may).' }),
  rpcMethods: z.enum(['auto', 'safe', 'unsafe']).default('auto').meta({
    description:
      'Whether dev_ and engine_ methods are served: auto, on a development chain that only this machine reaches.',
  }),
  rpcMaxConnections: integer(1, 100_000).default(1000).meta({ description: 'WebSocket clients at a time.' }),
  rpcMaxAddressConnections: integer(1, 100_000).optional().meta({
    description: 'Connections of one address at a time; without it, any number.',
    example: '64',
  }),
  rpcMaxSubscriptions: integer(1, 100_000)
    .default(1024)
    .meta({ description: 'Subscriptions of one client.' }),
  rpcMaxSubscriptionsInAll: integer(1, 10_000_000)
    .default(50_000)
    .meta({ description: 'Subscriptions of all clients together.' }),
  rpcRateLimit: integer(1, 1_000_000).optional().meta({
    description: 'Requests a second of one connection, twice as many after a pause; without it, any number.',
    example: '100',
  }),
  rpcMemoryMb: integer(16, 65_536).default(256).meta({
    description:
      'Megabytes of answers that all clients together have yet to read; above it the slowest is cut off.',
  }),
  rpcMaxRequestMb: integer(1, 512).default(15).meta({ description: 'Megabytes of one request.' }),
  rpcMaxResponseMb: integer(1, 512).default(15).meta({ description: 'Megabytes of one response.' }),
  grpcHost: z.string().default('127.0.0.1').meta({ description: 'Address of the gRPC server.' }),
  grpcPort: port().optional().meta({
    description: 'Port for gRPC; 0: any free one; default 9945, or any free one with --rpc-port 0.',
  }),
  grpcClients: list(z.string()).default([]).meta({
    description: 'Names (CN) of the certificates that may ask over gRPC; none: every one of the authority.',
    example: 'emission,validator',
  }),
  grpcRate: integer(1, 1_000_000).default(5_000).meta({
    description:
      'Calls a second of one gRPC client (certificate, else address), twice as many after a pause.',
  }),
  grpcMaxMessageMb: integer(8, 256).default(8).meta({ description: 'Megabytes of one gRPC message.' }),
  tlsCaFile: text('PEM with the authorities whose certificates gRPC clients must show (mTLS).'),
  tlsCertFile: text('PEM with the certificate shown to gRPC clients and to NATS.'),
  tlsKeyFile: text('PEM with the key of that certificate.'),
  statusHost: z
    .string()
    .default('127.0.0.1')
    .meta({ description: 'Address of /metrics, /healthz and /readyz.' }),
  statusPort: port().optional().meta({
    description: 'Port of /metrics, /healthz and /readyz; 0: any free one; without it, none.',
  }),
  statusProfiles: z.boolean().default(false).meta({
    description: 'Serve /debug/profile/cpu and /debug/profile/heap there too: they cost the node time.',
  }),
};

const busSettings = {
  natsUrl: list(z.string().regex(NATS_URL, 'expected nats://host:port or tls://host:port')).optional().meta({
    description: 'NATS servers, by commas, to publish final blocks to; without it nothing is published.',
    example: 'nats://n1:4222,nats://n2:4222',
    envAlias: 'NATS_URL',
  }),
  noNats: z.boolean().default(false).meta({ description: 'Publish nothing, whatever --nats-url says.' }),
  natsPassword: z
    .string()
    .optional()
    .meta({ description: 'Password of role "chain" on NATS.', secret: true }),
  natsSeed: z
    .string()
    .optional()
    .meta({ description: 'Seed of this service’s nkey (SU…) on NATS, instead of a password.', secret: true }),
  natsReplicas: integer(1, 5)
    .optional()
    .meta({ description: 'NATS servers that keep a copy of each block; default 1, in a cluster 3.' }),
  natsMaxBlocks: integer(1, 2 ** 40)
    .optional()
    .meta({ description: 'Newest final blocks that NATS keeps; without it, all.', example: '1000000' }),
};

const quorumSettings = {
  epochWorkers: list(z.string().regex(/^(0x)?[0-9a-fA-F]{64}$/, 'expected a public key of 32 bytes as hex'))
    .default([])
    .meta({
      description:
        'Public keys (sr25519) of workers that compute epochs; none: the chain computes them itself.',
      example: '0xd435…,0x8eaf…',
    }),
  epochQuorum: integer(1, 64).default(1).meta({
    description: 'Workers that must agree on an epoch; without them the chain computes it at the deadline.',
  }),
  epochDeadline: integer(50, 600_000).default(2_000).meta({
    description: 'Milliseconds that a block waits for workers.',
  }),
};

const clusterSettings = {
  cluster: z.string().regex(NODE_NAME, 'expected letters, digits, ".", "_" and "-"').optional().meta({
    description:
      'Name of this node in a cluster: the log on NATS decides what is final, one node leads, the others follow.',
    example: 'chain-1',
  }),
  clusterLease: z
    .number()
    .min(1)
    .max(60)
    .default(5)
    .meta({ description: 'Seconds without a word after which another node leads; the same on all.' }),
  advertiseRpc: text(
    'JSON-RPC URL that standbys name for this node; default: where it listens.',
    'ws://chain-1:9944',
  ),
  advertiseGrpc: text(
    'gRPC address that standbys name for this node; default: where it listens.',
    'chain-1:9945',
  ),
};

/** Everything that can be set, once: file, environment, flags and --help come from it. */
export const configSchema = z.strictObject({
  ...chainSettings,
  ...sealingSettings,
  ...serverSettings,
  ...traceSettings,
  ...busSettings,
  ...quorumSettings,
  ...clusterSettings,
});

export type ChainConfig = z.infer<typeof configSchema>;

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/** Whether clients may do with the chain what they like. */
export function servesDevMethods(
  { rpcMethods, rpcHost, cluster }: Pick<ChainConfig, 'rpcMethods' | 'rpcHost' | 'cluster'>,
  chainType: string,
): boolean {
  if (rpcMethods !== 'auto') return rpcMethods === 'unsafe';
  return chainType === 'Development' && LOOPBACK.includes(rpcHost) && cluster === undefined;
}

const GRPC_PORT = 9945;

/** The port to serve gRPC on: who lets the one port be chosen freely does not want the other to be in somebody's way. */
export function grpcPortOf({ grpcPort, rpcPort }: Pick<ChainConfig, 'grpcPort' | 'rpcPort'>): number {
  return grpcPort ?? (rpcPort === 0 ? 0 : GRPC_PORT);
}

/** The NATS servers to publish to; none: nothing is published. */
export function natsServersOf({ natsUrl, noNats }: Pick<ChainConfig, 'natsUrl' | 'noNats'>): string[] {
  return noNats ? [] : (natsUrl ?? []);
}

const CLUSTER_REPLICAS = 3;

/** How many NATS servers keep a copy of each block. */
export function replicasOf({ natsReplicas, cluster }: Pick<ChainConfig, 'natsReplicas' | 'cluster'>): number {
  return natsReplicas ?? (cluster === undefined ? 1 : CLUSTER_REPLICAS);
}
