import { Health, type Logger } from '@yumanet/service-kit/core';
import type { Tracing } from '@yumanet/service-kit/observability';
import { busAccessOf } from './bus-access.js';
import { grpcPortOf, replicasOf, type ChainConfig } from './config/schema.js';
import type { Cluster } from './cluster/cluster.js';
import type { QuorumDependencies } from './quorum/start-quorum.js';
import { startGrpc } from './grpc/start-grpc.js';
import { hostPort } from './host-port.js';
import type { Chain } from './node/chain.js';
import type { IssuanceWatch } from './node/issuance-watch.js';
import type { NodeAddress } from './node/role.js';
import type { RpcServer } from './rpc/rpc-server.js';
import { tlsIdentityOf } from './tls-identity-of.js';

/** What the other services of the house hear a chain through. */
export interface Outlets {
  readonly grpcPort: number;
  /** Port of /metrics, /healthz and /readyz; undefined: not served. */
  readonly statusPort: number | undefined;
  /** NATS servers that blocks are published to; none: nothing is published. */
  readonly natsServers: readonly string[];
  readonly health: Health;
  /** Ends the status server: after everything that it tells about. */
  stopStatus(): Promise<void>;
}

export interface OutletsDependencies {
  readonly log: Logger;
  readonly version: string;
  readonly issuance: IssuanceWatch;
  readonly rpc: RpcServer;
  readonly rpcPort: number;
  /** Undefined where spans go nowhere. */
  readonly tracing?: Tracing | undefined;
  /** The chain cannot go on. */
  readonly onFatal: (error: unknown) => void;
  /** In a cluster: what the chain's log is part of. */
  readonly cluster: Cluster | undefined;
  /** In quorum mode: makes what has epochs computed by workers, and is asked before each block. */
  readonly quorum?: QuorumDependencies | undefined;
}

/**
 * Starts gRPC, the publisher and the status server; what ends them is put on `cleanUps`, but for the status server.
 *
 * @throws ChainError PORT_IN_USE, CONFIG_INVALID for certificates that cannot be used.
 */
export async function startOutlets(
  chain: Chain,
  config: ChainConfig,
  { log, version, issuance, rpc, rpcPort, tracing, onFatal, cluster, quorum }: OutletsDependencies,
  cleanUps: (() => unknown)[],
): Promise<Outlets> {
  const health = new Health();
  const tls = tlsIdentityOf(config);
  // Metrics and publishing are loaded only where they are wanted: a small chain starts faster than they load.
  const status = config.statusPort === undefined ? undefined : await import('./start-status.js');
  const metrics = status?.nodeMetrics(version, { chain, issuance, rpc });
  const bus = busAccessOf(config, tls);
  const workers =
    quorum &&
    (await import('./quorum/start-quorum.js')).startQuorum(config, quorum, { bus, log, metrics, tracing });
  if (workers !== undefined) cleanUps.push(() => workers.stop());
  const grpc = await startGrpc(chain, {
    host: config.grpcHost,
    port: grpcPortOf(config),
    maxMessageBytes: config.grpcMaxMessageMb * 1024 * 1024,
    tls,
    clients: config.grpcClients,
    clientRate: config.grpcRate,
    health,
    log,
    metrics,
    tracing,
    dueEpoch: workers && ((digest) => workers.quorum.inputOf(digest)),
  });
  cleanUps.push(() => grpc.stop());
  if (cluster !== undefined) {
    // Its log is what is published.
    const address = addressOf(config, { rpc: rpcPort, grpc: grpc.port });
    const member = await cluster.join({ chain, address, health, metrics, onFatal });
    cleanUps.push(() => member.stop());
  } else if (bus !== undefined) {
    const { network, natsMaxBlocks: maxBlocks } = config;
    const options = { bus, network, replicas: replicasOf(config), maxBlocks, health, log, metrics, tracing };
    const { startPublishing } = await import('./events/start-publishing.js');
    const publisher = startPublishing(chain, options);
    cleanUps.push(() => publisher.stop());
  }
  const served = metrics && (await status?.startStatus(config, health, metrics));
  // First of all: whoever asks is to go elsewhere while what is under way is finished.
  cleanUps.push(() => health.set('lifecycle', { ready: false, detail: 'stopping' }));
  return {
    grpcPort: grpc.port,
    statusPort: served?.port,
    natsServers: bus?.servers ?? [],
    health,
    stopStatus: () => served?.stop() ?? Promise.resolve(),
  };
}

/** What standbys tell clients about this node while it leads. */
function addressOf(config: ChainConfig, ports: { readonly rpc: number; readonly grpc: number }): NodeAddress {
  return {
    name: config.cluster ?? '',
    rpc: config.advertiseRpc ?? `ws://${hostPort(config.rpcHost, ports.rpc)}`,
    grpc: config.advertiseGrpc ?? hostPort(config.grpcHost, ports.grpc),
  };
}
