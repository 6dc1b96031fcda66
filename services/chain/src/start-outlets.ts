import {
  Health,
  StatusServer,
  createMetrics,
  messageOf,
  serializeError,
  tlsFromConfig,
  type TlsIdentity,
} from '@yumanet/service-kit';
import type { Logger } from 'pino';
import { grpcPortOf, natsServersOf, type ChainConfig } from './config/schema.js';
import { ChainError } from './errors.js';
import { startPublishing } from './events/start-publishing.js';
import { startGrpc } from './grpc/start-grpc.js';
import { issuanceMetrics } from './issuance-metrics.js';
import type { Chain } from './node/chain.js';
import type { IssuanceWatch } from './node/issuance-watch.js';

type Metrics = ReturnType<typeof createMetrics>;

/** What the other services of the house hear a chain through. */
export interface Outlets {
  readonly grpcPort: number;
  /** Port of /metrics, /healthz and /readyz; undefined: not served. */
  readonly statusPort: number | undefined;
  /** NATS servers that blocks are published to; none: nothing is published. */
  readonly natsServers: readonly string[];
  readonly health: Health;
}

export interface OutletsDependencies {
  readonly log: Logger;
  readonly version: string;
  readonly issuance: IssuanceWatch;
}

/**
 * Starts gRPC, the publisher and the status server; what ends them is put on `cleanUps`.
 *
 * @throws ChainError PORT_IN_USE, CONFIG_INVALID for certificates that cannot be used.
 */
export async function startOutlets(
  chain: Chain,
  config: ChainConfig,
  { log: parent, version, issuance }: OutletsDependencies,
  cleanUps: (() => unknown)[],
): Promise<Outlets> {
  const log = parent.child({}, { serializers: { error: serializeError } });
  const health = new Health();
  const tls = tlsIdentity(config);
  const metrics =
    config.statusPort === undefined
      ? undefined
      : createMetrics({ service: 'chain', version, processMetrics: true });
  if (metrics !== undefined) issuanceMetrics(issuance, metrics);
  const grpc = await startGrpc(chain, {
    host: config.grpcHost,
    port: grpcPortOf(config),
    maxMessageBytes: config.grpcMaxMessageMb * 1024 * 1024,
    tls,
    health,
    log,
    metrics,
  });
  cleanUps.push(() => grpc.stop());
  const natsServers = natsServersOf(config);
  if (natsServers.length > 0) {
    const publisher = startPublishing(chain, {
      servers: natsServers,
      network: config.network,
      replicas: config.natsReplicas,
      password: config.natsPassword,
      tls: natsServers.some((url) => url.startsWith('tls://')) ? tls : undefined,
      health,
      log,
      metrics,
    });
    cleanUps.push(() => publisher.stop());
  }
  const statusPort = metrics && (await startStatus(config, health, metrics, cleanUps));
  return { grpcPort: grpc.port, statusPort, natsServers, health };
}

function tlsIdentity(config: ChainConfig): TlsIdentity | undefined {
  try {
    const { tlsCaFile, tlsCertFile, tlsKeyFile } = config;
    return tlsFromConfig({ tlsCaFile, tlsCertFile, tlsKeyFile }, Date.now());
  } catch (error) {
    throw new ChainError('CONFIG_INVALID', messageOf(error), {}, { cause: error });
  }
}

async function startStatus(
  { statusHost: host, statusPort: port = 0 }: ChainConfig,
  health: Health,
  metrics: Metrics,
  cleanUps: (() => unknown)[],
): Promise<number> {
  const server = new StatusServer({ host, port, health, metrics });
  try {
    await server.start();
  } catch (error) {
    const text = `status port: expected ${host}:${port} to be free, got ${messageOf(error)}`;
    throw new ChainError('PORT_IN_USE', text, { host, port }, { cause: error });
  }
  cleanUps.push(() => server.stop());
  return server.port;
}
