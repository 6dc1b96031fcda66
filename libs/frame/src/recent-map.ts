/**
 * A bounded map that keeps what is used and forgets what is not: two generations of at most `limit / 2` entries each. When
 * the younger is full the older goes, except for what was asked for meanwhile. For caches of pure functions.
 *
 * PERF: a hit costs one look-up, two where the entry is in the older generation; there is no list to keep in order.
 */
export class RecentMap<K, V> {
  readonly #half: number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();

  /** @param limit entries at most; 2 or more. @throws RangeError for less. */
  constructor(limit: number) {
    if (!(limit >= 2)) throw new RangeError(`recent map: expected a limit of 2 or more, got ${limit}`);
    this.#half = Math.floor(limit / 2);
  }

  /** Entries kept, of which some may be there twice. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    if (this.#young.size >= this.#half) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }
}
