import type { Constant } from '../pallet/constant.js';
import type { Context } from '../context.js';
import { twox128Name } from '../hash/hash.js';
import type { Hex } from '../runtime.js';
import { fromHex, toHex } from '../scale/hex.js';
import { Reader } from '../scale/reader.js';
import type { AnyType, Type } from '../types/type.js';
import { refusal } from '../errors.js';
import { HASH_PREFIX, type Hasher } from './hashers.js';

export interface StorageKey {
  readonly hasher: Hasher;
  readonly type: AnyType;
}

/** What `get` answers when nothing is stored: a value, or a constant of the pallet. */
export type Default<V> = V | Constant<V>;

/**
 * One storage item of a pallet: a value (no keys), a map, a double map or an n-map.
 * `Q` is what a query answers: `V` with a default, `V | undefined` without.
 */
export class StorageItem<K extends readonly unknown[], V, Q> {
  /** Hex of twox128(pallet) ++ twox128(item). */
  readonly prefix: Hex;
  /** Bytes of each key that is given as hex. */
  readonly #hexLengths: readonly (number | undefined)[];

  constructor(
    readonly pallet: string,
    readonly name: string,
    readonly keys: readonly StorageKey[],
    readonly type: Type<V>,
    readonly fallback: { readonly value: Default<V> } | undefined,
  ) {
    this.prefix = twox128Name(pallet) + twox128Name(name);
    this.#hexLengths = keys.map(({ type }) => hexLength(type));
  }

  /** The full key, or the prefix of all keys that begin with `keys`. */
  key(ctx: Context, ...keys: Partial<K>): Hex {
    const [only] = keys;
    if (keys.length !== 1 || !isPrimitive(only)) return this.#key(ctx, keys);
    return ctx.keyCache.whole(this, only, () => this.#key(ctx, keys));
  }

  #key(ctx: Context, keys: Partial<K>): Hex {
    let key = this.prefix;
    for (let i = 0; i < keys.length; i++) {
      const declared = this.keys[i];
      if (declared === undefined)
        throw refusal('BAD_DECLARATION', this.name, `${this.keys.length} keys`, keys.length);
      const encoded = this.#encodeKey(ctx, i, declared.type, keys[i]);
      key += ctx.keyCache.hash(declared.hasher, encoded);
    }
    return key;
  }

  /** PERF: accounts and hashes are hex already, and are most of the keys there are. */
  #encodeKey(ctx: Context, i: number, type: AnyType, key: unknown): Hex {
    const length = this.#hexLengths[i];
    if (length === undefined) return toHex(ctx.codecs.encode(type, key));
    if (typeof key !== 'string' || key.length !== 2 * length)
      throw refusal('SCALE_RANGE', `key of ${this.name}`, `${length} bytes as hex`, key);
    return key;
  }

  get(ctx: Context, ...keys: K): Q {
    return (this.tryGet(ctx, ...keys) ?? this.default(ctx)) as Q;
  }

  /** The stored value, never the default. */
  tryGet(ctx: Context, ...keys: K): V | undefined {
    const bytes = ctx.storage.get(this.key(ctx, ...keys));
    return bytes === undefined ? undefined : ctx.codecs.decode(this.type, bytes);
  }

  exists(ctx: Context, ...keys: K): boolean {
    return ctx.storage.get(this.key(ctx, ...keys)) !== undefined;
  }

  put(ctx: Context, ...keysAndValue: [...K, V]): void {
    const keys = keysAndValue.slice(0, -1) as unknown as K;
    const value = keysAndValue[keysAndValue.length - 1] as V;
    ctx.storage.put(this.key(ctx, ...keys), ctx.codecs.encode(this.type, value));
  }

  delete(ctx: Context, ...keys: K): void {
    ctx.storage.delete(this.key(ctx, ...keys));
  }

  /** Reads and deletes. */
  take(ctx: Context, ...keys: K): Q {
    const value = this.get(ctx, ...keys);
    this.delete(ctx, ...keys);
    return value;
  }

  /** Writes `change(current)`; undefined deletes. */
  mutate(ctx: Context, ...keysAndChange: [...K, (value: Q) => V | undefined]): void {
    const keys = keysAndChange.slice(0, -1) as unknown as K;
    const change = keysAndChange[keysAndChange.length - 1] as (value: Q) => V | undefined;
    const key = this.key(ctx, ...keys);
    const bytes = ctx.storage.get(key);
    const current = bytes === undefined ? this.default(ctx) : ctx.codecs.decode(this.type, bytes);
    const changed = change(current as Q);
    if (changed === undefined) ctx.storage.delete(key);
    else ctx.storage.put(key, ctx.codecs.encode(this.type, changed));
  }

  /** What an absent key reads as. */
  default(ctx: Pick<Context, 'constant'>): V | undefined {
    if (this.fallback === undefined) return undefined;
    const { value } = this.fallback;
    return isConstant(value) ? ctx.constant(value) : value;
  }

  /** Entries under the given first keys, in the order of their storage keys. All hashers must keep the key. */
  *entries(ctx: Context, ...first: Partial<K>): Generator<[K, V]> {
    // The state may change while the caller iterates: the keys are fixed at the start, gone ones are skipped.
    for (const key of [...ctx.storage.keys(this.key(ctx, ...first))]) {
      const bytes = ctx.storage.get(key);
      if (bytes !== undefined) yield [this.decodeKeys(ctx, key), ctx.codecs.decode(this.type, bytes)];
    }
  }

  /** The keys inside a full storage key. */
  decodeKeys(ctx: Context, key: Hex): K {
    const reader = new Reader(fromHex(key.slice(this.prefix.length)));
    const keys = this.keys.map(({ hasher, type }) => {
      const skip = HASH_PREFIX[hasher];
      if (skip === undefined)
        throw refusal('BAD_DECLARATION', this.name, 'a hasher that keeps the key', hasher);
      reader.raw(skip);
      return ctx.codecs.of(type).read(reader);
    });
    reader.end();
    return keys as unknown as K;
  }

  /** Deletes every entry under the given first keys; answers how many. */
  clear(ctx: Context, ...first: Partial<K>): number {
    const keys = [...ctx.storage.keys(this.key(ctx, ...first))];
    for (const key of keys) ctx.storage.delete(key);
    return keys.length;
  }
}

const isPrimitive = (key: unknown): key is string | number | bigint =>
  typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint';

/** Length of `[u8; N]` and of composites around it; undefined for every other type. */
function hexLength({ def }: AnyType): number | undefined {
  if (def.kind === 'composite' && def.fields.length === 1 && def.fields[0] !== undefined)
    return hexLength(def.fields[0].type);
  if (def.kind !== 'array') return undefined;
  const { def: inner } = def.inner;
  return inner.kind === 'primitive' && inner.name === 'u8' ? def.length : undefined;
}

const isConstant = <V>(value: Default<V>): value is Constant<V> =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'constant';

/** A storage item of any shape: what a pallet's list holds. */
export interface AnyStorageItem {
  readonly pallet: string;
  readonly name: string;
  readonly prefix: Hex;
  readonly keys: readonly StorageKey[];
  readonly type: AnyType;
  readonly fallback: object | undefined;
  default(ctx: Pick<Context, 'constant'>): unknown;
}
