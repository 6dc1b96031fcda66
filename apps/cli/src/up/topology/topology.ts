/** Who runs a network, and with which settings: what a `network.yaml` says, all of it filled in. */
export interface Topology {
  /** Seconds between blocks. */
  readonly blockTime: number;
  /** Secret of the chain's root. */
  readonly sudo: string;
  readonly ports: Ports;
  /** Whether there is a web page of it. */
  readonly explorer: boolean;
  readonly emission: { readonly workers: number; readonly quorum: number };
  /** Several of everything, that any one of them may be lost; absent: one of each. */
  readonly cluster?: Cluster | undefined;
  /** At least one; netuids follow this order where the chain has none yet. */
  readonly subnets: readonly Subnet[];
}

/** Ports of 127.0.0.1; 0: any free one. */
export interface Ports {
  /** JSON-RPC of the chain: this one or none. */
  readonly rpc: number;
  /** gRPC of the emission service, and the explorer's page; taken already: any free one. */
  readonly emission: number;
  readonly explorer: number;
}

export interface Cluster {
  /** nats-servers that keep each stream together. */
  readonly nats: number;
  /** Nodes of the chain: one leads, the others follow and answer reads. */
  readonly chains: number;
  /** Seconds without a word after which another node leads. */
  readonly lease: number;
  /** The ledger: true in a PostgreSQL of its own, false in a folder of each emission service, or a URL. */
  readonly postgres: boolean | string;
}

export interface Subnet {
  /** As `loadMechanism` takes it. */
  readonly mechanism: string;
  /** Secret of who registers and owns it. */
  readonly owner: string;
  /** Blocks between epochs, less one; undefined: the chain's own, 20. */
  readonly tempo?: number | undefined;
  /** Weights are committed first and revealed an interval of a tempo later. */
  readonly commitReveal: boolean;
  readonly validators: readonly ValidatorNeuron[];
  readonly miners: readonly MinerNeuron[];
}

export interface Neuron {
  /** Of a folder, a log and a table's row: once in a network. */
  readonly name: string;
  /** Secrets: of the hotkey, and of the coldkey that owns it. */
  readonly hotkey: string;
  readonly coldkey: string;
}

export interface ValidatorNeuron extends Neuron {
  readonly stakeRao: bigint;
  /** One of the validator's. */
  readonly strategy: string;
  /** Whether it weighs the network's subnets on root, all alike. */
  readonly root: boolean;
  /** Port of its gateway for clients, which asks the subnet's miners; undefined: none. Taken already: any free one. */
  readonly gateway?: number | undefined;
  /** Processes of a cluster that plan rounds and set weights, one at a time; absent: 1. */
  readonly coordinators?: number | undefined;
  /** Processes of a cluster that ask miners; absent: the coordinators do. */
  readonly workers?: number | undefined;
}

export interface MinerNeuron extends Neuron {
  /** What answers: one of the mechanism's backends. */
  readonly backend: string;
  /** Name of the miner whose answers are repeated; of the same subnet. */
  readonly copies?: string | undefined;
}

/** Validators and miners of all subnets. */
export const neuronsOf = ({ subnets }: Topology): readonly Neuron[] =>
  subnets.flatMap(({ validators, miners }) => [...validators, ...miners]);
