import { z } from 'zod';
import { NETWORKS } from '../chain-spec/presets.js';

/** Text from a flag or a variable, or the value itself from a file. */
const flag = z
  .union([z.boolean(), z.enum(['true', 'false', '1', '0', ''])])
  .transform((value) => (typeof value === 'boolean' ? value : value === 'true' || value === '1'));
const list = z.union([z.array(z.string()), z.string().transform((text) => text.split(',').filter(Boolean))]);
const number = (min: number, max: number) => z.coerce.number().min(min).max(max);
const integer = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** What the client library connects to; user and password may stand in front of the host. */
const NATS_URL = /^(nats|tls):\/\/[^\s/]+\/?$/;

/**
 * Everything that can be set, once: the keys of the configuration file, the flags (`rpcPort` → `--rpc-port`) and the
 * environment (`YUMANET_CHAIN_RPC_PORT`). Flags win over the environment, that over the file, that over the default.
 */
export const configSchema = z.strictObject({
  network: z
    .enum(NETWORKS)
    .default('local')
    .describe('chain to run: local, demo (short tempos), test or main'),
  chainSpec: z.string().optional().describe('chain spec file (JSON) instead of a named network'),
  genesisSnapshot: z
    .string()
    .optional()
    .describe('file with balances and stakes for block 0 (snapshot.json)'),
  dataDir: z.string().optional().describe('where the chain is kept; without it, a temporary folder'),
  sealing: z
    .enum(['interval', 'instant', 'manual'])
    .default('interval')
    .describe('when blocks are made: every block time, at each transaction, or on request'),
  blockTime: number(0.01, 3600).default(12).describe('seconds between blocks (interval sealing)'),
  finalityLag: integer(1, 100).default(1).describe('blocks on top of a block before it is final'),
  finalityDelay: integer(0, 60_000)
    .default(100)
    .describe('milliseconds at least between a block and its finality'),
  time: z
    .enum(['clock', 'simulated'])
    .default('clock')
    .describe('timestamps: from the clock, or slot after slot, the same on every run'),
  rpcHost: z.string().default('127.0.0.1').describe('address to listen on'),
  rpcPort: integer(0, 65_535)
    .default(9944)
    .describe('port for JSON-RPC over HTTP and WebSocket; 0: any free one'),
  rpcCors: list.default([]).describe('more web origins that may connect, or "all" (local pages always may)'),
  rpcMaxConnections: integer(1, 100_000).default(1000).describe('WebSocket clients at a time'),
  rpcMaxSubscriptions: integer(1, 100_000).default(1024).describe('subscriptions of one client'),
  rpcMaxRequestMb: integer(1, 512).default(15).describe('megabytes of one request'),
  rpcMaxResponseMb: integer(1, 512).default(15).describe('megabytes of one response'),
  grpcHost: z.string().default('127.0.0.1').describe('address of the gRPC server'),
  grpcPort: integer(0, 65_535)
    .optional()
    .describe('port for gRPC; 0: any free one; default 9945, or any free one with --rpc-port 0'),
  grpcMaxMessageMb: integer(8, 256).default(8).describe('megabytes of one gRPC message'),
  tlsCaFile: z
    .string()
    .optional()
    .describe('PEM with the authorities whose certificates gRPC clients must show (mTLS)'),
  tlsCertFile: z.string().optional().describe('PEM with the certificate shown to gRPC clients and to NATS'),
  tlsKeyFile: z.string().optional().describe('PEM with the key of that certificate'),
  statusHost: z.string().default('127.0.0.1').describe('address of /metrics, /healthz and /readyz'),
  statusPort: integer(0, 65_535)
    .optional()
    .describe('port of /metrics, /healthz and /readyz; 0: any free one; without it, none'),
  natsUrl: list
    .refine((urls) => urls.every((url) => NATS_URL.test(url)), 'expected nats://host:port or tls://host:port')
    .optional()
    .describe('NATS servers, by commas, to publish final blocks to; without it nothing is published'),
  noNats: flag.default(false).describe('publish nothing, whatever --nats-url says'),
  natsPassword: z
    .string()
    .optional()
    .describe('password of role "chain" on NATS (better in the environment than in a flag)'),
  natsReplicas: integer(1, 5)
    .optional()
    .describe('NATS servers that keep a copy of each block; default 1, in a cluster 3'),
  natsMaxBlocks: integer(1, 2 ** 40)
    .optional()
    .describe('newest final blocks that NATS keeps; without it, all'),
  cluster: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected letters, digits, ".", "_" and "-"')
    .optional()
    .describe('name of this node in a cluster: the log on NATS decides what is final, one node leads'),
  clusterLease: number(1, 60)
    .default(5)
    .describe('seconds without a word after which another node leads; the same on all'),
  advertiseRpc: z
    .string()
    .optional()
    .describe('JSON-RPC URL that standbys name for this node; default: where it listens'),
  advertiseGrpc: z
    .string()
    .optional()
    .describe('gRPC host:port that standbys name for this node; default: where it listens'),
  stateHistory: integer(16, 1_000_000).default(256).describe('blocks back that the state can be read'),
  fsync: flag
    .default(false)
    .describe('wait for the disk at each block: survives power loss, not only kill -9'),
  verifyThreads: integer(0, 256).optional().describe('threads that check signatures; default one a core'),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('which log lines to write (JSON, to standard error)'),
  json: flag.default(false).describe('print JSON lines for programs instead of a banner for people'),
});

export type ChainConfig = z.infer<typeof configSchema>;
export type ConfigKey = keyof ChainConfig;

export const CONFIG_KEYS = Object.keys(configSchema.shape) as ConfigKey[];

/** `rpcPort` → `rpc-port`. */
export function flagName(key: ConfigKey): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `rpcPort` → `YUMANET_CHAIN_RPC_PORT`. */
export function envName(key: ConfigKey): string {
  return `YUMANET_CHAIN_${flagName(key).replaceAll('-', '_').toUpperCase()}`;
}

/** What other programs call a setting; our own variable wins. */
export const ENV_ALIASES: Readonly<Partial<Record<ConfigKey, string>>> = { natsUrl: 'NATS_URL' };

/** Keys that are switches: the flag takes no value. */
export const SWITCHES: ReadonlySet<ConfigKey> = new Set<ConfigKey>(['fsync', 'json', 'noNats']);

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
