import type { Observation } from '../../scores/score-book.js';

/** Refusals that say nothing of a miner's worth: the client's fault, or a quota that the miner told us of. */
const BLAMELESS: ReadonlySet<string> = new Set([
  'BODY_INVALID',
  'REQUEST_INVALID',
  'BODY_TOO_LARGE',
  'QUOTA_EXCEEDED',
  'OVERLOADED',
  'CANCELLED',
]);

interface Count {
  readonly registeredAt: number;
  answered: number;
  failed: number;
}

/** Who was asked. */
export interface TalliedMiner {
  readonly hotkey: string;
  readonly registeredAt: number;
}

/**
 * What clients' queries tell of miners. Nobody knows the right answer to a client's question, so an answer tells no more than that
 * there was one: it confirms the miner's score, and a failure lowers it as silence in a round does. All queries between two rounds
 * are one observation of each miner, however many there were: no client can move a score further than a round does.
 */
export class OrganicTally {
  readonly #counts = new Map<string, Count>();

  /** A query that a miner answered, and those who failed it. What nobody could answer is held against nobody. */
  answered(by: TalliedMiner, failed: readonly (TalliedMiner & { readonly code: string })[]): void {
    this.#of(by).answered += 1;
    for (const each of failed) if (!BLAMELESS.has(each.code)) this.#of(each).failed += 1;
  }

  /**
   * One observation of each miner that was asked since the last call and has a score: that score times the share of queries that
   * it answered.
   *
   * @param scoreOf of a hotkey's registration; undefined: it has none, and clients give it none.
   */
  take(scoreOf: (hotkey: string, registeredAt: number) => number | undefined): Observation[] {
    const observations = [...this.#counts].flatMap(([hotkey, { registeredAt, answered, failed }]) => {
      const score = scoreOf(hotkey, registeredAt);
      if (score === undefined) return [];
      const share = answered / (answered + failed);
      return [{ hotkey, registeredAt, score: answered === 0 ? undefined : score * share }];
    });
    this.#counts.clear();
    return observations;
  }

  #of({ hotkey, registeredAt }: TalliedMiner): Count {
    const found = this.#counts.get(hotkey);
    if (found?.registeredAt === registeredAt) return found;
    const made = { registeredAt, answered: 0, failed: 0 };
    this.#counts.set(hotkey, made);
    return made;
  }
}
