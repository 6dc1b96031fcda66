import type { Settings } from './service-kinds.js';
import type { Topology } from './topology.js';

export interface ChainPlace {
  readonly dataDir: string;
  readonly rpcPort: number;
  readonly grpcPort: number;
  readonly natsUrl: string;
}

/** What the chain of a topology is started with. */
export function chainSettings({ network, blockTimeS }: Topology, place: ChainPlace): Settings {
  const { dataDir, rpcPort, grpcPort, natsUrl } = place;
  return {
    network,
    blockTime: blockTimeS,
    dataDir,
    rpcPort,
    grpcPort,
    natsUrl,
    // Tempos of seconds: a minute of blocks is soon more than the default keeps.
    stateHistory: 5000,
    logLevel: 'info',
  };
}
