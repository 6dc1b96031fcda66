import type { Hex } from '@yumanet/chain-client';

/** Where and how a neuron serves. */
export interface Axon {
  /** `host:port`. */
  readonly address: string;
  /** Block at which it was announced. */
  readonly servedAt: number;
  /** `grpc`, or `http` as axons of the Python SDK speak. */
  readonly protocol: 'grpc' | 'http';
}

/** One neuron as the state of a block has it. */
export interface Neuron {
  readonly uid: number;
  /** SS58. */
  readonly hotkey: string;
  /** Block at which the uid was given to the hotkey. */
  readonly registeredAt: number;
  /** undefined: it serves nothing that can be reached. */
  readonly axon: Axon | undefined;
}

/** What a validator's own standing is, read with every block. */
export interface Standing {
  readonly block: number;
  readonly blockHash: Hex;
  readonly tempo: number;
  /** undefined: not registered. */
  readonly uid: number | undefined;
  readonly permit: boolean;
  /** Block of the hotkey's last weights or of its registration. */
  readonly lastUpdate: number;
  readonly stakeRao: bigint;
  readonly weightsMinStakeRao: bigint;
  /** Blocks between two rows of weights. */
  readonly weightsRateLimit: number;
  readonly weightsVersionKey: bigint;
  readonly commitReveal: boolean;
  /** Blocks of a commit interval; 0: commits wait for nothing. */
  readonly commitInterval: number;
  /** The hotkey's commit that is not revealed yet; hash as 0x and hex. */
  readonly commit: { readonly hash: string; readonly block: number } | undefined;
}

/** Everybody on a subnet at one block, and what a row of weights must fulfil there. */
export interface Metagraph {
  readonly netuid: number;
  readonly block: number;
  readonly neurons: readonly Neuron[];
  readonly minAllowedWeights: number;
  /** u16 proportion. */
  readonly maxWeightsLimit: number;
}
