import type { Settings } from './service-kinds.js';
import type { MinerNeuron, Neuron } from './topology.js';

/** What every service of one network must know. */
export interface Addresses {
  readonly network: string;
  readonly netuid: number;
  readonly mechanism: string;
  readonly chainRpc: string;
  readonly chainGrpc: string;
  readonly natsUrl: string;
}

const STAKE_RAO = 2_000_000_000_000n;
/** Tempos of 21 blocks: a few rounds in each, and weights well before the next epoch. */
const ROUND_BLOCKS = 5;
const WEIGHTS_BLOCKS = 6;
const COMMON = { statusPort: 0, logLevel: 'info' } as const;

export function emissionSettings({ network, chainGrpc, natsUrl }: Addresses, grpcPort: number): Settings {
  return { ...COMMON, network, chainGrpc, natsServers: [natsUrl], grpcPort };
}

export function validatorSettings(at: Addresses, neuron: Neuron, grpcPort: number): Settings {
  return {
    ...COMMON,
    network: at.network,
    chainEndpoints: [at.chainRpc],
    natsServers: [at.natsUrl],
    netuid: at.netuid,
    mechanism: at.mechanism,
    hotkeyUri: neuron.hotkey,
    coldkeyUri: neuron.coldkey,
    stakeRao: STAKE_RAO,
    root: true,
    roundBlocks: ROUND_BLOCKS,
    weightsBlocks: WEIGHTS_BLOCKS,
    grpcPort,
  };
}

export interface MinerPlace {
  readonly dataDir: string;
  readonly grpcPort: number;
}

export function minerSettings(at: Addresses, neuron: MinerNeuron, place: MinerPlace): Settings {
  return {
    ...COMMON,
    chainEndpoints: [at.chainRpc],
    netuid: at.netuid,
    mechanism: at.mechanism,
    backend: neuron.backend,
    hotkeyUri: neuron.hotkey,
    coldkeyUri: neuron.coldkey,
    ...place,
  };
}
