import { RecentMap } from '../recent-map.js';
import type { Hex } from '../runtime.js';
import { fromHex, toHex } from '../scale/hex.js';
import { hashKey, type Hasher } from './hashers.js';

/** Accounts of all subnets' neurons, and as many again. */
const MAX_ENTRIES = 32_768;
/** Whole keys of one item: neurons of a tempo's epochs. */
const MAX_OF_ITEM = 8192;
/** Hex digits of the longest key that is a number. */
const NUMBER_DIGITS = 16;

/**
 * Hashed storage keys by hasher and encoded key, and whole keys of maps with one key by that key. Hashing is pure, so forgetting is always allowed; accounts and
 * netuids recur in every block.
 *
 * PERF: Blake2b of an account costs about 3 µs in JavaScript, a look-up 0.1 µs. A whole key that is kept has its own hash
 * too, as the key of a Map: a new string of the same text would be hashed at every look-up.
 */
export class KeyCache {
  readonly #hashed = new RecentMap<string, Hex>(MAX_ENTRIES);
  readonly #whole = new Map<object, RecentMap<unknown, Hex>>();

  /** The whole key of an item's entry; `compute` makes it where it is not known. The key is a primitive value. */
  whole(item: object, key: string | number | bigint, compute: () => Hex): Hex {
    let known = this.#whole.get(item);
    if (known === undefined) this.#whole.set(item, (known = new RecentMap(MAX_OF_ITEM)));
    const found = known.get(key);
    if (found !== undefined) return found;
    const whole = compute();
    known.set(key, whole);
    return whole;
  }

  /** Hex of the hashed key for a key encoded as hex. */
  hash(hasher: Hasher, encoded: Hex): Hex {
    if (hasher === 'Identity') return encoded;
    // A block's number is the key of one block: kept, a chain's memory would grow with its blocks for hours.
    if (hasher === 'Twox64Concat' && encoded.length <= NUMBER_DIGITS)
      return toHex(hashKey(hasher, fromHex(encoded)));
    const id = `${hasher}:${encoded}`;
    const known = this.#hashed.get(id);
    if (known !== undefined) return known;
    const hashed = toHex(hashKey(hasher, fromHex(encoded)));
    this.#hashed.set(id, hashed);
    return hashed;
  }
}
