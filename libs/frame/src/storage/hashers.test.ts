import * as oracle from '@polkadot-api/substrate-bindings';
import { describe, expect, it } from 'vitest';
import { toHex } from '../scale/hex.js';
import { HASH_PREFIX, hashKey, type Hasher } from './hashers.js';
import { KeyCache } from './key-cache.js';

const ORACLE: Readonly<Record<Hasher, (bytes: Uint8Array) => Uint8Array | string>> = {
  Identity: (bytes) => bytes,
  Twox64Concat: oracle.Twox64Concat,
  Blake2128Concat: oracle.Blake2128Concat,
  Blake2128: oracle.Blake2128,
  Blake2256: oracle.Blake2256,
  Twox128: oracle.Twox128,
  Twox256: oracle.Twox256,
};
const key = Uint8Array.of(1, 2, 3);

describe.each(Object.keys(ORACLE) as Hasher[])('%s', (hasher) => {
  it('hashes as the client library does', () => {
    expect(hashKey(hasher, key)).toEqual(ORACLE[hasher](key));
  });

  it('is remembered, and keeps the key where it says so', () => {
    const cache = new KeyCache();
    const hashed = cache.hash(hasher, toHex(key));
    expect(cache.hash(hasher, toHex(key))).toBe(hashed);
    const prefix = HASH_PREFIX[hasher];
    if (prefix !== undefined) expect(hashed.slice(2 * prefix)).toBe(toHex(key));
    else expect(hashed.endsWith(toHex(key))).toBe(false);
  });
});

it('gives the well-known prefix of System', () => {
  const name = new TextEncoder().encode('System');
  expect(toHex(hashKey('Twox128', name))).toBe('26aa394eea5630e07c48ae0c9558cef7');
});
