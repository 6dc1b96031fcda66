/** Shares of a row of weights by uid; they add up to 1. */
export type RowShares = ReadonlyMap<number, number>;

/** Everybody's rows as the chain shows them at one block, and when each was set. */
export interface RowsAt {
  readonly block: number;
  /** By the validator's hotkey. */
  readonly rows: ReadonlyMap<
    string,
    {
      readonly setAt: number;
      /** Block at which the validator was first seen to have a row. */
      readonly since: number;
      readonly shares: RowShares;
      readonly stake: number;
    }
  >;
}

/** A validator that says what others have said. */
export interface WeightCopy {
  readonly hotkey: string;
  /** Updates of its row by which it can be told: the others had changed theirs. */
  readonly updates: number;
  /** Those that repeated the others' average of the block before. */
  readonly copies: number;
}

const LEAST_UPDATES = 8;
const LEAST_COPIES = 0.9;
/** Rows nearer than this are the same; 2 is the farthest there is. */
const SAME = 0.01;

/**
 * Finds validators whose rows repeat what the chain showed of the others just before. Judges who agree differ a little, by the
 * questions they asked; who sets exactly the others' average, update after update, has judged nothing. Whoever always comes last
 * and agrees to a hundredth cannot be told from a copier.
 */
export class WeightCopiers {
  readonly #counts = new Map<string, { updates: number; copies: number }>();
  #before: RowsAt | undefined;

  /** Takes the state after a block in; blocks that changed no row may be left out. */
  observe(now: RowsAt): void {
    const before = this.#before;
    this.#before = now;
    if (!before) return;
    for (const [hotkey, { setAt, shares }] of now.rows) {
      const old = before.rows.get(hotkey);
      if (!old || setAt <= old.setAt) continue;
      const shown = averageOf(before.rows, hotkey);
      // When the others say what it said before, repeating them and staying the same look alike.
      if (shown.size === 0 || distance(shown, old.shares) < 2 * SAME) continue;
      const count = this.#counts.get(hotkey) ?? { updates: 0, copies: 0 };
      count.updates += 1;
      if (distance(shares, shown) < SAME) count.copies += 1;
      this.#counts.set(hotkey, count);
    }
    for (const hotkey of this.#counts.keys()) if (!now.rows.has(hotkey)) this.#counts.delete(hotkey);
  }

  report(): WeightCopy[] {
    return [...this.#counts]
      .map(([hotkey, count]) => ({ hotkey, ...count }))
      .filter(({ updates, copies }) => updates >= LEAST_UPDATES && copies / updates >= LEAST_COPIES);
  }
}

/** The others' rows, averaged by stake: what a copier sets. */
export function averageOf(rows: RowsAt['rows'], except: string): RowShares {
  const sums = new Map<number, number>();
  let total = 0;
  for (const [hotkey, { shares, stake }] of rows) {
    if (hotkey === except || shares.size === 0) continue;
    total += stake;
    for (const [uid, share] of shares) sums.set(uid, (sums.get(uid) ?? 0) + share * stake);
  }
  return new Map([...sums].map(([uid, sum]) => [uid, sum / total]));
}

/** Sum of the differences, 0 to 2. */
export function distance(a: RowShares, b: RowShares): number {
  let sum = 0;
  for (const uid of new Set([...a.keys(), ...b.keys()]))
    sum += Math.abs((a.get(uid) ?? 0) - (b.get(uid) ?? 0));
  return sum;
}
