/** "60 % stake needs 73.5 % ± 0.04 utility": W_H* over several draws. */
import type { Retention } from './retention.js';
import { statistics, type Statistics } from './statistics.js';

export interface Answer {
  readonly stake: number;
  /** W_H* over the draws; null where in none of them a utility below 1 suffices. */
  readonly utility: Statistics | null;
  /** Mean over draws of the cabal utility that asks for the most. */
  readonly worstCabal: number;
  /** Draws in which no honest utility suffices. */
  readonly failed: number;
  readonly draws: readonly Retention[];
}

/** At W_H = W_C = 1 nobody agrees and emission follows stake: E_H = S_H up to rounding, and a line "passes" there by 1e-6. */
const NONE_FROM = 1 - 1e-5;

/** @param draws At least one. */
export function answerOf(stake: number, draws: readonly Retention[]): Answer {
  const utilities = draws.map(({ utility }) => utility);
  return {
    stake,
    utility: utilities.some((utility) => utility < NONE_FROM) ? statistics(utilities) : null,
    worstCabal: statistics(draws.map(({ cabal }) => cabal)).mean,
    failed: draws.filter(({ failed }) => failed).length,
    draws,
  };
}

/** One sentence, in percent. */
export function describeAnswer({ stake, utility, failed, draws, worstCabal }: Answer): string {
  const share = `${percent(stake, 0)} % stake`;
  if (utility === null) return `${share}: no utility below 100 % suffices`;
  const error = utility.samples > 1 ? ` ± ${percent(utility.se, 2)}` : '';
  const failures = failed > 0 ? `, and fails in ${failed} of ${draws.length} draws` : '';
  return `${share} needs ${percent(utility.mean, 1)} %${error} utility (worst cabal ${percent(worstCabal, 0)} %)${failures}`;
}

function percent(value: number, digits: number): string {
  return (100 * value).toFixed(digits);
}
