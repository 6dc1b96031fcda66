import type { AnyType, Type, ValueOf } from '../types/type.js';
import type { Hasher } from './hashers.js';
import { StorageItem, type Default, type StorageKey } from './item.js';

/** A key of a map: its hasher and type. */
export interface Key<T> extends StorageKey {
  readonly hasher: Hasher;
  readonly type: Type<T>;
}

export const identity = <T>(type: Type<T>): Key<T> => ({ hasher: 'Identity', type });
export const twox64Concat = <T>(type: Type<T>): Key<T> => ({ hasher: 'Twox64Concat', type });
export const blake2_128Concat = <T>(type: Type<T>): Key<T> => ({ hasher: 'Blake2128Concat', type });

type KeyValues<X extends readonly { type: AnyType }[]> = { -readonly [I in keyof X]: ValueOf<X[I]['type']> };

type KeyList = readonly { readonly hasher: Hasher; readonly type: AnyType }[];

/** What `storageOf` gives: declarations of one pallet's items. */
export interface StorageDeclarations {
  /** One value. */
  readonly value: {
    <V>(name: string, type: Type<V>): StorageItem<[], V, V | undefined>;
    <V>(name: string, type: Type<V>, fallback: NoInfer<Default<V>>): StorageItem<[], V, V>;
  };
  /** A map, double map or n-map: one hasher and type per key. */
  readonly map: {
    <const X extends KeyList, V>(
      name: string,
      keys: X,
      type: Type<V>,
    ): StorageItem<KeyValues<X>, V, V | undefined>;
    <const X extends KeyList, V>(
      name: string,
      keys: X,
      type: Type<V>,
      fallback: NoInfer<Default<V>>,
    ): StorageItem<KeyValues<X>, V, V>;
  };
}

/** Declares the storage items of one pallet. With a default a query always answers; without it may answer undefined. */
export function storageOf(pallet: string): StorageDeclarations {
  return {
    value: <V>(name: string, type: Type<V>, ...fallback: [] | [Default<V>]) =>
      new StorageItem<[], V, V>(pallet, name, [], type, wrap(fallback)),
    map: <V>(name: string, keys: KeyList, type: Type<V>, ...fallback: [] | [Default<V>]) =>
      new StorageItem<never, V, V>(pallet, name, keys, type, wrap(fallback)),
  };
}

// `undefined` may be a default (an Option's None), so the argument's presence decides.
const wrap = <V>(fallback: [] | [Default<V>]): { value: Default<V> } | undefined =>
  fallback.length === 0 ? undefined : { value: fallback[0] };
