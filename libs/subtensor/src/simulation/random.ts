/** A generator of numbers, the same for the same seed everywhere: mulberry32. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  }

  /** `count` different numbers below `limit`, ascending; all of them when there are no more. */
  some(count: number, limit: number): number[] {
    const all = Array.from({ length: limit }, (_, i) => i);
    while (all.length > count) all.splice(this.below(all.length), 1);
    return all;
  }
}
