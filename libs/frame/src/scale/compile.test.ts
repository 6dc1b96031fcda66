import fc from 'fast-check';
import * as oracle from 'scale-ts';
import { describe, expect, it } from 'vitest';
import * as t from '../types/build.js';
import type { Type } from '../types/type.js';
import { Codecs } from './compile.js';
import { toHex } from './hex.js';

const codecs = new Codecs({});
const hex = <T>(type: Type<T>, value: T): string => toHex(codecs.encode(type, value));
const back = <T>(type: Type<T>, value: T): T => codecs.decode(type, codecs.encode(type, value));

const Shape = t.variant('a::Shape', {
  Empty: t.v(3),
  Size: t.v(0, t.u16),
  Pair: t.v(1, t.u8, t.bool),
  Named: t.v(7, { x: t.u32, y: t.compact(t.u64) }),
});

describe('compiled codecs', () => {
  it('encode every kind of type', () => {
    expect(hex(t.bool, true)).toBe('01');
    expect(hex(t.u16, 258)).toBe('0201');
    expect(hex(t.u64, 1n)).toBe('0100000000000000');
    expect(hex(t.u128, 1n << 64n)).toBe('00000000000000000100000000000000');
    expect(hex(t.str, 'τao')).toBe('10cf84616f');
    expect(hex(t.bytes, Uint8Array.of(1, 2))).toBe('080102');
    expect(hex(t.fixedBytes(2), 'beef')).toBe('beef');
    expect(hex(t.vec(t.u16), [1, 2])).toBe('0801000200');
    expect(hex(t.array(t.u16, 2), [1, 2])).toBe('01000200');
    expect(hex(t.tuple(t.u8, t.u16), [1, 2])).toBe('010200');
    expect(hex(t.unit, undefined)).toBe('');
    expect(hex(t.option(t.u8), undefined)).toBe('00');
    expect(hex(t.option(t.u8), 5)).toBe('0105');
    expect(hex(t.result(t.u8, t.str), { ok: false, value: 'no' })).toBe('01086e6f');
    expect(hex(t.newtype('a::B', t.u8), 5)).toBe('05');
    expect(hex(t.struct('a::C', { a: t.u8, b: t.compact(t.u32) }), { a: 1, b: 64 })).toBe('010101');
    expect(hex(t.compact(t.newtype('a::D', t.u64)), 1n)).toBe('04');
  });

  it('keep variants apart by their declared index', () => {
    expect(hex(Shape, { type: 'Empty' })).toBe('03');
    expect(hex(Shape, { type: 'Size', value: 1 })).toBe('000100');
    expect(hex(Shape, { type: 'Pair', value: [1, true] })).toBe('010101');
    expect(hex(Shape, { type: 'Named', value: { x: 1, y: 1n } })).toBe('070100000004');
    expect(back(Shape, { type: 'Named', value: { x: 1, y: 1n } })).toEqual({
      type: 'Named',
      value: { x: 1, y: 1n },
    });
  });

  it('agree with scale-ts on nested values', () => {
    const type = t.vec(t.struct('a::E', { n: t.u32, s: t.str, o: t.option(t.u64), l: t.vec(t.u16) }));
    const theirs = oracle.Vector(
      oracle.Struct({
        n: oracle.u32,
        s: oracle.str,
        o: oracle.Option(oracle.u64),
        l: oracle.Vector(oracle.u16),
      }),
    );
    const value = fc.array(
      fc.record({
        n: fc.nat(0xffff_ffff),
        s: fc.string({ unit: 'grapheme' }),
        o: fc.option(fc.bigInt(0n, (1n << 64n) - 1n), { nil: undefined }),
        l: fc.array(fc.nat(0xffff)),
      }),
    );
    fc.assert(
      fc.property(value, (items) => {
        expect(codecs.encode(type, items)).toEqual(theirs.enc(items));
        expect(codecs.decode(type, theirs.enc(items))).toEqual(items);
      }),
    );
  });

  it.each([
    ['a bool of 2', t.bool, '02'],
    ['an option of 2', t.option(t.u8), '0205'],
    ['a result of 2', t.result(t.u8, t.u8), '0205'],
    ['an unknown variant', Shape, '02'],
    ['text that is not UTF-8', t.str, '04ff'],
    ['a byte too many', t.u8, '0100'],
    ['a byte too few', t.u16, '01'],
    ['more items than bytes', t.vec(t.u64), 'feffffff'],
    ['more units than bytes', t.vec(t.unit), 'feffffff'],
  ] as [string, Type<unknown>, string][])('refuse %s', (_name, type, input) => {
    const bytes = Uint8Array.from(input.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    expect(() => codecs.decode(type, bytes)).toThrow();
  });

  it('refuse values that their type has no room for', () => {
    expect(() => codecs.encode(t.compact(t.u8), 256)).toThrow(/compact/);
    expect(() => codecs.encode(t.tuple(t.u8, t.u8), [1] as never)).toThrow(/2 items/);
    expect(() => codecs.encode(Shape, { type: 'Round' } as never)).toThrow(/one of its variants/);
  });

  it('refuse more items than a bounded vector holds, but write what they are given', () => {
    const two = t.boundedVec(t.u16, 2);
    expect(back(two, [1, 2])).toEqual([1, 2]);
    expect(() => back(two, [1, 2, 3])).toThrow('at most 2 items');
    expect(back(t.boundedVec(t.u16), [1, 2, 3])).toEqual([1, 2, 3]);
  });

  it('refuse two variants at one index, and outer enums that nobody assembled', () => {
    const twice = t.variant('a::F', { A: t.v(0), B: t.v(0) });
    expect(() => codecs.of(twice)).toThrow(/one variant at index 0/);
    expect(() => codecs.of(t.outer('RuntimeCall'))).toThrow(/outer enum/);
  });

  it('compile types that contain themselves, and bound their depth', () => {
    const RuntimeCall = t.variant('rt::Call', {
      leaf: t.v(0),
      all: t.v(1, t.vec(t.outer<{ type: string; value?: unknown }>('RuntimeCall'))),
    });
    const recursive = new Codecs({ RuntimeCall });
    const nested = { type: 'all', value: [{ type: 'leaf', value: undefined }] } as const;
    expect(recursive.decode(RuntimeCall, recursive.encode(RuntimeCall, nested))).toEqual(nested);
    // Each level is a variant and a vector of one: 01 04.
    const levels = (count: number): Uint8Array =>
      Uint8Array.from([...Array.from({ length: count }, () => [1, 4]).flat(), 0]);
    expect(recursive.decode(RuntimeCall, levels(256))).toMatchObject({ type: 'all' });
    expect(() => recursive.decode(RuntimeCall, levels(257))).toThrow(/at most 256 levels/);
  });
});
