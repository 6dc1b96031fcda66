import type { Settings } from './service-kinds.js';
import type { Topology } from './topology/topology.js';

/** The chain that every network of `yumanet up` runs: short tempos, development accounts. */
export const NETWORK = 'demo';

export interface ChainPlace {
  readonly dataDir: string;
  readonly rpcPort: number;
  readonly grpcPort: number;
  readonly statusPort: number;
  readonly natsUrl: readonly string[];
  /** Public keys (hex) of the workers that may compute epochs. */
  readonly epochWorkers: readonly string[];
}

/** What the chain of a topology is started with. @param node its name in a cluster. */
export function chainSettings(
  { blockTime, emission, cluster }: Topology,
  place: ChainPlace,
  node?: string,
): Settings {
  return {
    ...place,
    network: NETWORK,
    blockTime,
    epochQuorum: emission.quorum,
    // Tempos of seconds: a minute of blocks is soon more than the default keeps.
    stateHistory: 5000,
    logLevel: 'info',
    ...(cluster === undefined || node === undefined
      ? {}
      : { cluster: node, clusterLease: cluster.lease, natsReplicas: cluster.nats }),
  };
}
