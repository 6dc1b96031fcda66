import fc from 'fast-check';
import { compact } from 'scale-ts';
import { expect, it } from 'vitest';
import { ByteReader, encodeCompact } from './byte-reader.js';

it('reads and writes compacts as scale-ts does', () => {
  const edges = [0, 63, 64, 16_383, 16_384, 2 ** 30 - 1, 2 ** 30, 2 ** 32 - 1];
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...edges), fc.integer({ min: 0, max: 2 ** 32 - 1 })), (value) => {
      expect([...encodeCompact(value)]).toEqual([...compact.enc(value)]);
      expect(new ByteReader(encodeCompact(value)).compact()).toBe(value);
    }),
  );
});

it('never reads past the end, nor a compact it cannot hold', () => {
  expect(() => new ByteReader(Uint8Array.of(8, 1)).bytesWithLength()).toThrow('expected 2 more bytes, got 1');
  expect(() => new ByteReader(Uint8Array.of(7, 0, 0, 0, 0, 1)).compact()).toThrow('below 2^32');
  expect(() => encodeCompact(-1)).toThrow('compact: expected an integer in 0..2^32-1, got -1');
});

it('reads little-endian integers and remembers where it began', () => {
  const reader = new ByteReader(Uint8Array.of(9, 1, 0, 0, 0, 0, 0, 0, 128));
  expect(reader.u8()).toBe(9);
  expect(reader.u64()).toBe(0x8000000000000001n);
  expect(reader.since(0).length).toBe(9);
  expect(reader.left).toBe(0);
});
