import { Blake2128, Twox128, Twox256, Twox64Concat } from '@polkadot-api/substrate-bindings';
import { blake2_128, blake2_256 } from '../hash/hash.js';

/** Substrate's storage hashers by their metadata names. */
export type Hasher =
  'Identity' | 'Twox64Concat' | 'Blake2128Concat' | 'Blake2128' | 'Blake2256' | 'Twox128' | 'Twox256';

const concat = (head: Uint8Array, tail: Uint8Array): Uint8Array => {
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
};

const HASHERS: Readonly<Record<Hasher, (bytes: Uint8Array) => Uint8Array>> = {
  Identity: (bytes) => bytes,
  Twox64Concat,
  Blake2128Concat: (bytes) => concat(blake2_128(bytes), bytes),
  Blake2128,
  Blake2256: blake2_256,
  Twox128,
  Twox256,
};

/** How many bytes a hasher puts before the encoded key, or undefined when the key cannot be read back. */
export const HASH_PREFIX: Readonly<Record<Hasher, number | undefined>> = {
  Identity: 0,
  Twox64Concat: 8,
  Blake2128Concat: 16,
  Blake2128: undefined,
  Blake2256: undefined,
  Twox128: undefined,
  Twox256: undefined,
};

export const hashKey = (hasher: Hasher, encoded: Uint8Array): Uint8Array => HASHERS[hasher](encoded);
