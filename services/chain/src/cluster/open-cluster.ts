import type { Logger } from '@yumanet/service-kit/core';
import { busAccessOf } from '../bus-access.js';
import { replicasOf, type ChainConfig } from '../config/schema.js';
import { ChainError } from '../errors.js';
import type { ChainStore } from '../node/state/chain-store.js';
import { tlsIdentityOf } from '../tls-identity-of.js';
import { Cluster } from './cluster.js';

/** The cluster that the configuration names. @throws ChainError CONFIG_INVALID without NATS servers. */
export function openCluster(config: ChainConfig, store: ChainStore, logger: Logger): Cluster {
  const bus = busAccessOf(config, tlsIdentityOf(config));
  if (bus === undefined) {
    throw new ChainError('CONFIG_INVALID', '--cluster: expected NATS servers (--nats-url), got none');
  }
  const { network, natsMaxBlocks: maxBlocks } = config;
  const leaseMs = config.clusterLease * 1000;
  return new Cluster(store, { network, replicas: replicasOf(config), leaseMs, maxBlocks, bus, logger });
}
