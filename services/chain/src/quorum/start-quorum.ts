import type { FrameRuntime, RuntimeHost } from '@yumanet/frame';
import { Bus } from '@yumanet/service-kit/nats';
import type { Registry, Tracing } from '@yumanet/service-kit/observability';
import type { AgreedYuma } from '@yumanet/subtensor';
import type { Logger } from '@yumanet/service-kit/core';
import type { BusAccess } from '../bus-access.js';
import { replicasOf, type ChainConfig } from '../config/schema.js';
import { ChainError } from '../errors.js';
import type { ChainStore } from '../node/state/chain-store.js';
import { quorumMetrics } from './quorum-metrics.js';
import { QuorumService } from './quorum-service.js';

/** What of a chain the quorum needs. */
export interface QuorumDependencies {
  readonly runtime: FrameRuntime;
  readonly yuma: AgreedYuma;
  readonly host: RuntimeHost;
  readonly store: ChainStore;
  /** Told who prepares the epochs of each block. */
  readonly onReady: (service: QuorumService) => void;
}

/** @throws ChainError CONFIG_INVALID without a bus, or with fewer workers than must agree. */
export function startQuorum(
  config: ChainConfig,
  { runtime, yuma, host, store, onReady }: QuorumDependencies,
  parts: {
    readonly bus: BusAccess | undefined;
    readonly log: Logger;
    readonly metrics: Registry | undefined;
    readonly tracing?: Tracing | undefined;
  },
): QuorumService {
  const { epochWorkers, epochQuorum, epochDeadline, network } = config;
  const workers = [...new Set(epochWorkers.map((key) => key.replace(/^0x/, '').toLowerCase()))];
  if (parts.bus === undefined)
    throw new ChainError('CONFIG_INVALID', 'epoch-workers: expected --nats-url besides, got none');
  if (workers.length < epochQuorum)
    throw new ChainError(
      'CONFIG_INVALID',
      `epoch-quorum: expected at most ${workers.length} (epoch-workers), got ${epochQuorum}`,
    );
  const service = new QuorumService({
    bus: new Bus({
      ...parts.bus,
      connectionName: 'yumanet-chain-quorum',
      logger: parts.log,
      ...(parts.tracing === undefined ? {} : { tracing: parts.tracing }),
      requestMs: 1_000,
    }),
    network,
    replicas: replicasOf(config),
    workers,
    quorum: epochQuorum,
    deadlineMs: epochDeadline,
    runtime,
    yuma,
    host,
    store,
    verify: (signature, message, signer) => host.verifySignature('sr25519', signature, message, signer),
    metrics: parts.metrics && quorumMetrics(parts.metrics),
    log: parts.log,
  });
  service.start();
  onReady(service);
  return service;
}
