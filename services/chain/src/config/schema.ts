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
  rpcMaxConnections: integer(1, 100_000).default(1000).meta({ description: 'WebSocket clients at a time.' }),
  rpcMaxSubscriptions: integer(1, 100_000)
    .default(1024)
    .meta({ description: 'Subscriptions of one client.' }),
  rpcMaxRequestMb: integer(1, 512).default(15).meta({ description: 'Megabytes of one request.' }),
  rpcMaxResponseMb: integer(1, 512).default(15).meta({ description: 'Megabytes of one response.' }),
  grpcHost: z.string().default('127.0.0.1').meta({ description: 'Address of the gRPC server.' }),
  grpcPort: port().optional().meta({
    description: 'Port for gRPC; 0: any free one; default 9945, or any free one with --rpc-port 0.',
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
  natsReplicas: integer(1, 5)
    .optional()
    .meta({ description: 'NATS servers that keep a copy of each block; default 1, in a cluster 3.' }),
  natsMaxBlocks: integer(1, 2 ** 40)
    .optional()
    .meta({ description: 'Newest final blocks that NATS keeps; without it, all.', example: '1000000' }),
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
  ...busSettings,
  ...clusterSettings,
});

export type ChainConfig = z.infer<typeof configSchema>;

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
