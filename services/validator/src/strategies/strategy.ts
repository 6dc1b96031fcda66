import type { RowsAt } from '../copiers/weight-copiers.js';

/** Scores of the neurons on the subnet now, 0 to 1, by uid; the validator itself is not among them. */
export type ScoresByUid = ReadonlyMap<number, number>;

/** Shares of the neurons, in any unit: only their proportions count. */
export type Shares = ReadonlyMap<number, number>;

/** What the chain shows to everybody: the rows of all validators, and who looks (SS58). */
export interface Shown {
  readonly rows: RowsAt['rows'];
  readonly self: string;
  /** Who may have a row, has one or not; undefined: not known yet. */
  readonly judges: readonly string[] | undefined;
  /** Block of the subnet's last epoch. */
  readonly lastEpoch: number;
}

/** How scores become shares. Pure; whoever has no score gets no share. */
export type Strategy = (scores: ScoresByUid, shown: Shown) => Shares;

/** What strategies can be told. */
export interface StrategySettings {
  /** softmax: how much better counts; the smaller, the more. Above 0. */
  readonly temperature: number;
  /** top-k, winner-take-most: how many get anything. At least 1. */
  readonly top: number;
  /** winner-take-most: what the best one gets of the whole, 0 to 1. */
  readonly winnerShare: number;
}

export type MakeStrategy = (settings: StrategySettings) => Strategy;

/** Uids with a score above 0, the best first; equal ones by uid, so that every process ranks alike. */
export const ranked = (scores: ScoresByUid): (readonly [uid: number, score: number])[] =>
  [...scores].filter(([, score]) => score > 0).sort(([a, x], [b, y]) => y - x || a - b);
