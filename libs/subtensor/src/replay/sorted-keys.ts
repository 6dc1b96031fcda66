import type { Hex } from '@yumanet/frame';

/** Keys per block: two of them are split off when a block grows beyond twice this. */
const BLOCK = 256;

/**
 * A sorted set of keys in blocks.
 *
 * PERF: adding or removing moves at most one block (some 500 pointers), whatever the size of the set; at 60,000 keys
 * that is about a hundred times less than one sorted array.
 */
export class SortedKeys {
  #blocks: Hex[][] = [[]];

  /** The key must not be in the set. */
  add(key: Hex): void {
    const b = this.#blockOf(key);
    const block = this.#block(b);
    block.splice(firstAt(block, key), 0, key);
    if (block.length > 2 * BLOCK) this.#blocks.splice(b, 1, block.slice(0, BLOCK), block.slice(BLOCK));
  }

  /** The key must be in the set. */
  remove(key: Hex): void {
    const b = this.#blockOf(key);
    const block = this.#block(b);
    block.splice(firstAt(block, key), 1);
    if (block.length === 0 && this.#blocks.length > 1) this.#blocks.splice(b, 1);
  }

  /** The smallest key greater than `after`. */
  after(after: Hex): Hex | undefined {
    for (let b = this.#blockOf(after); b < this.#blocks.length; b++) {
      const block = this.#block(b);
      const at = firstAt(block, after);
      const found = block[at] === after ? block[at + 1] : block[at];
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** All keys that start with `prefix`, ascending, as they are now. */
  withPrefix(prefix: Hex): Hex[] {
    const found: Hex[] = [];
    for (let b = this.#blockOf(prefix); b < this.#blocks.length; b++) {
      const block = this.#block(b);
      for (let i = firstAt(block, prefix); i < block.length; i++) {
        const key = block[i] ?? '';
        if (!key.startsWith(prefix)) return found;
        found.push(key);
      }
    }
    return found;
  }

  #block(b: number): Hex[] {
    return this.#blocks[b] ?? [];
  }

  /** The last block whose first key is not greater than `key`, or the first block. */
  #blockOf(key: Hex): number {
    let [low, high] = [0, this.#blocks.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#blocks[middle]?.[0] ?? '') <= key) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** Index of the first key at or after `key`. */
function firstAt(keys: readonly Hex[], key: Hex): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
