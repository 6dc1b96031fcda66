import type { Settings } from './service-kinds.js';
import { NETWORK } from './chain-settings.js';
import type { MinerNeuron, ValidatorNeuron } from './topology/topology.js';

/** Where a network's services find each other. */
export interface Addresses {
  /** Of each of the chain's nodes, as is gRPC. */
  readonly chainRpc: readonly string[];
  readonly chainGrpc: readonly string[];
  readonly natsUrls: readonly string[];
  /** nats-servers that keep a copy of each stream. */
  readonly natsReplicas: number;
}

export const explorerSettings = (
  { chainGrpc }: Addresses,
  emissionGrpc: readonly string[],
  place: { readonly port: number; readonly statusPort: number },
): Settings => ({ ...COMMON, chainGrpc, emissionGrpc, ...place });

/** The subnet that a neuron is of. */
export interface Place {
  readonly netuid: number;
  readonly mechanism: string;
  /** All subnets of the network, for root. */
  readonly netuids: readonly number[];
}

/** Tempos of 21 blocks: a few rounds in each, and weights well before the next epoch. */
const ROUND_BLOCKS = 5;
const WEIGHTS_BLOCKS = 10;
const COMMON = { logLevel: 'info' } as const;

const busOf = ({ natsUrls, natsReplicas }: Addresses): Settings => ({ natsServers: natsUrls, natsReplicas });

export interface EmissionPlace {
  readonly dataDir: string;
  readonly grpcPort: number;
  readonly statusPort: number;
  /** Key of a worker that computes epochs for the chain; absent: it only recomputes. */
  readonly workerUri?: string;
  /** PostgreSQL of the ledger; absent: in the folder. */
  readonly databaseUrl?: string;
}

export function emissionSettings(at: Addresses, place: EmissionPlace): Settings {
  return { ...COMMON, network: NETWORK, chainGrpc: at.chainGrpc, ...busOf(at), ...place };
}

export interface ValidatorPlace {
  readonly role: 'all' | 'coordinator' | 'worker';
  readonly grpcPort: number;
  readonly statusPort: number;
  /** Milliseconds without a word after which another coordinator acts; absent: the service's default. */
  readonly leaseMs?: number;
  /** Of its gateway: where, and the account (SS58) that clients pay to. */
  readonly gateway?:
    | { readonly gatewayPort: number; readonly gatewayDir: string; readonly gatewayDepositAddress: string }
    | undefined;
}

export function validatorSettings(
  at: Addresses,
  emissionGrpc: readonly string[],
  { netuid, mechanism, netuids }: Place,
  neuron: ValidatorNeuron,
  { gateway = undefined, ...place }: ValidatorPlace,
): Settings {
  return {
    ...COMMON,
    network: NETWORK,
    chainEndpoints: at.chainRpc,
    emissionGrpc,
    ...busOf(at),
    netuid,
    mechanism,
    hotkeyUri: neuron.hotkey,
    // Who only asks miners pays for nothing.
    ...(place.role === 'worker' ? {} : { coldkeyUri: neuron.coldkey }),
    stakeRao: neuron.stakeRao,
    strategy: neuron.strategy,
    root: neuron.root,
    rootNetuids: netuids,
    answerCopiers: 'zero',
    roundBlocks: ROUND_BLOCKS,
    weightsBlocks: WEIGHTS_BLOCKS,
    ...place,
    ...gateway,
  };
}

export interface MinerPlace {
  readonly dataDir: string;
  readonly grpcPort: number;
  readonly statusPort: number;
}

export function minerSettings(
  at: Addresses,
  { netuid, mechanism }: Place,
  neuron: MinerNeuron,
  place: MinerPlace,
): Settings {
  return {
    ...COMMON,
    chainEndpoints: at.chainRpc,
    netuid,
    mechanism,
    backend: neuron.backend,
    hotkeyUri: neuron.hotkey,
    coldkeyUri: neuron.coldkey,
    ...place,
  };
}
