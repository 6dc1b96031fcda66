import { encode, tuple, u16, vec, Codecs } from '@yumanet/frame';
import { describe, expect, it } from 'vitest';
import { encodePairs, rawVector, uidOfKey } from './raw.js';

describe('rows as bytes', () => {
  it.each([[[]], [[[1, 2]]], [Array.from({ length: 300 }, (_, i) => [i, 65535 - i])]])(
    'are what the codec says (%#)',
    (pairs) => {
      const encoded = encode(new Codecs({}).of(vec(tuple(u16, u16))), pairs as [number, number][]);
      expect(rawVector(encoded)).toEqual(Uint16Array.from(pairs.flat()));
      expect(encodePairs(Uint16Array.from(pairs.flat()))).toEqual(encoded);
    },
  );

  it('reads a part of a larger buffer', () => {
    const whole = Uint16Array.of(9, 9, 1, 2, 9);
    expect(encodePairs(whole.subarray(2, 4))).toEqual(Uint8Array.of(4, 1, 0, 2, 0));
  });

  it('the uid at the end of a key is little-endian', () => {
    expect(uidOfKey('ffff0100')).toBe(1);
    expect(uidOfKey('ffff0001')).toBe(256);
  });
});
