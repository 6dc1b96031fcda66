/** What a validator's strategy is: weights from what it can know before an epoch. */
import type { Fields } from '../fields.js';
import type { Stream } from '../random.js';

export interface MinerView {
  readonly uid: number;
  /** The group's name in the scenario. */
  readonly group: string;
  /** How well it answers, 0 … 1, as a validator finds out that looks carefully. */
  readonly quality: number;
  /** Epoch in which it registered. */
  readonly joined: number;
}

export interface StrategyView {
  readonly epoch: number;
  readonly uid: number;
  readonly random: Stream;
  /** The miners that are registered now. */
  readonly miners: readonly MinerView[];
  /** Consensus as it stood `delay` epochs ago, u16 per uid; undefined where that is before the first epoch. */
  readonly consensus: (delay: number) => Uint16Array | undefined;
}

/**
 * Weight per miner of `view.miners`, any non-negative scale; 'same': sets again what it has; null: sets nothing, so that
 * its last update grows old.
 */
export type Strategy = (view: StrategyView) => readonly number[] | 'same' | null;

export interface StrategyType {
  readonly name: string;
  /** One sentence for `--help`, with the options and their defaults. */
  readonly help: string;
  /** @throws YumaError with the path of the wrong option. */
  readonly read: (options: Fields) => Strategy;
}

/** Consensus is kept for that many epochs. */
export const MAX_DELAY = 64;

/** A miner's quality as seen with an error of `noise`, a share of the quality. */
export function seen(quality: number, noise: number, random: Stream): number {
  return noise === 0 ? quality : Math.max(0, quality * (1 + noise * random.bell()));
}
