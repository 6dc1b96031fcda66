import fc from 'fast-check';
import * as oracle from 'scale-ts';
import { describe, expect, it } from 'vitest';
import { Reader } from './reader.js';
import { Writer } from './writer.js';

const compactBytes = (value: bigint): Uint8Array => {
  const writer = new Writer();
  writer.compact(value);
  return writer.finish();
};

describe('compact integers', () => {
  it('are written as scale-ts writes them, and read back', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, (1n << 128n) - 1n), (value) => {
        const bytes = compactBytes(value);
        expect(bytes).toEqual(oracle.compact.enc(value));
        expect(new Reader(bytes).compact(128)).toBe(value);
      }),
    );
  });

  it.each([0n, 63n, 64n, 16_383n, 16_384n, (1n << 30n) - 1n, 1n << 30n, 1n << 32n, (1n << 64n) - 1n])(
    'keep the boundary %s',
    (value) => {
      expect(compactBytes(value)).toEqual(oracle.compact.enc(value));
      expect(new Reader(compactBytes(value)).compact(64)).toBe(value);
    },
  );

  it.each([
    ['0100', '0 in two bytes'],
    ['02000000', '0 in four bytes'],
    ['0300000000', '0 in big form'],
    ['070000004000', 'a leading zero byte'],
  ])('refuse %s (%s)', (hex) => {
    const bytes = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    expect(() => new Reader(bytes).compact(64)).toThrow(/shortest form/);
  });

  it('refuse more bits than the type has', () => {
    expect(() => new Reader(compactBytes(256n)).compact(8)).toThrow(/at most 8 bits/);
  });
});

describe('Reader', () => {
  it('refuses to read past the end', () => {
    expect(() => new Reader(Uint8Array.of(1)).uint(2)).toThrow('input: expected 2 more bytes, got 1');
    expect(() => new Reader(Uint8Array.of(1, 2, 3)).u64()).toThrow(/8 more bytes/);
  });

  it('refuses length prefixes that the input cannot hold', () => {
    expect(() => new Reader(compactBytes(1n << 29n)).length(1)).toThrow(/length prefix/);
  });

  it('reads a view into a larger buffer from its own start', () => {
    const view = Uint8Array.of(9, 9, 1, 0, 2, 0).subarray(2);
    const reader = new Reader(view);
    expect([reader.uint(2), reader.uint(2)]).toEqual([1, 2]);
    reader.end();
  });

  it('says how much is left over', () => {
    expect(() => new Reader(Uint8Array.of(1)).end()).toThrow('input: expected no more bytes, got 1 more');
  });
});

describe('Writer', () => {
  it.each([
    [-1, 1],
    [256, 1],
    [1.5, 2],
    [Number.NaN, 4],
  ] as const)('refuses %s as an integer of %s bytes', (value, size) => {
    expect(() => new Writer().uint(value, size)).toThrow(/integer: expected u/);
  });

  it('reads every width around the limits of what a number holds', () => {
    const edges = [0n, 1n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n];
    const values = [...edges, 2n ** 63n, 2n ** 64n - 1n];
    for (const value of values) {
      const writer = new Writer();
      writer.u64(value);
      writer.u128((value << 64n) | value);
      writer.uint(Number(value & 0xffff_ffffn), 4);
      const reader = new Reader(writer.finish());
      expect([reader.u64(), reader.u128(), reader.uint(4)]).toEqual([
        value,
        (value << 64n) | value,
        Number(value & 0xffff_ffffn),
      ]);
    }
  });

  it('refuses what no u64 or u128 holds', () => {
    expect(() => new Writer().u64(1n << 64n)).toThrow(/u64/);
    expect(() => new Writer().u64(-1n)).toThrow(/u64/);
    expect(() => new Writer().u128(1n << 128n)).toThrow(/u128/);
    expect(() => new Writer().compact(-1)).toThrow(/unsigned/);
  });

  it('grows, and starts anew in the same buffer', () => {
    const writer = new Writer(1);
    writer.raw(new Uint8Array(1000).fill(7));
    expect(writer.finish()).toEqual(new Uint8Array(1000).fill(7));
    writer.reset();
    writer.hex('0102', 2);
    expect(writer.finish()).toEqual(Uint8Array.of(1, 2));
    expect(() => writer.hex('0102', 3)).toThrow(/3 bytes as hex/);
  });
});
