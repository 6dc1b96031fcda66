import { Codecs, bool, encode, tuple, u16, u64, vec, type Type } from '@yumanet/frame';
import { describe, expect, it } from 'vitest';
import { encodeRaw, rawFlags, rawU16s, rawU64, rawU64s, uidOfKey } from './raw.js';

const scale = <T>(type: Type<T>, value: T): Uint8Array => encode(new Codecs({}).of(type), value);

describe('vectors as bytes', () => {
  it.each([0, 1, 63, 64, 300])('are what the codec says (%i items)', (length) => {
    const numbers = Array.from({ length }, (_, i) => (i * 7919) % 65536);
    const pairs = numbers.map((each) => [each, 65535 - each] as const);
    const longs = numbers.map((each) => BigInt(each) << 40n);
    const flags = numbers.map((each) => each % 2 === 1);
    expect(rawU16s(scale(vec(u16), numbers))).toEqual(Uint16Array.from(numbers));
    expect(rawU16s(scale(vec(tuple(u16, u16)), pairs))).toEqual(Uint16Array.from(pairs.flat()));
    expect(rawU64s(scale(vec(u64), longs))).toEqual(BigUint64Array.from(longs));
    expect(rawFlags(scale(vec(bool), flags))).toEqual(Uint8Array.from(flags, Number));
    expect(encodeRaw(Uint16Array.from(numbers))).toEqual(scale(vec(u16), numbers));
    expect(encodeRaw(Uint16Array.from(pairs.flat()), 2)).toEqual(scale(vec(tuple(u16, u16)), pairs));
    expect(encodeRaw(BigUint64Array.from(longs))).toEqual(scale(vec(u64), longs));
    expect(encodeRaw(Uint8Array.from(flags, Number))).toEqual(scale(vec(bool), flags));
  });

  it('a part of a larger buffer', () => {
    expect(encodeRaw(Uint16Array.of(9, 9, 1, 2, 9).subarray(2, 4), 2)).toEqual(Uint8Array.of(4, 1, 0, 2, 0));
    expect(rawU64(Uint8Array.of(9, 1, 0, 0, 0, 0, 0, 0, 2).subarray(1))).toBe((2n << 56n) + 1n);
  });

  it('the uid at the end of a key is little-endian', () => {
    expect(uidOfKey('ffff0100')).toBe(1);
    expect(uidOfKey('ffff0001')).toBe(256);
    expect(uidOfKey('0000ffff')).toBe(65535);
  });
});
