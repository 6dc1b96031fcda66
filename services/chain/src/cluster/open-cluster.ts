import type { Logger } from '@yumanet/service-kit/core';
import type { Tracing } from '@yumanet/service-kit/observability';
import { busAccessOf } from '../bus-access.js';
import { replicasOf, type ChainConfig } from '../config/schema.js';
import { ChainError } from '../errors.js';
import type { BlockTraces } from '../node/block-traces.js';
import type { ChainStore } from '../node/state/chain-store.js';
import { tlsIdentityOf } from '../tls-identity-of.js';
import { Cluster } from './cluster.js';

export interface ClusterParts {
  readonly log: Logger;
  readonly tracing: Tracing | undefined;
  /** Of what trace each block is. */
  readonly traces: BlockTraces;
}

/** The cluster that the configuration names. @throws ChainError CONFIG_INVALID without NATS servers. */
export function openCluster(config: ChainConfig, store: ChainStore, parts: ClusterParts): Cluster {
  const bus = busAccessOf(config, tlsIdentityOf(config));
  if (bus === undefined) {
    throw new ChainError('CONFIG_INVALID', '--cluster: expected NATS servers (--nats-url), got none');
  }
  const { network, natsMaxBlocks: maxBlocks } = config;
  const leaseMs = config.clusterLease * 1000;
  return new Cluster(store, { ...parts, network, replicas: replicasOf(config), leaseMs, maxBlocks, bus });
}
