import { describe, expect, it } from 'vitest';
import { asArray, asBigint, asFlag, asI16, asList, asObject, asString, asU16, asU64 } from './fields.js';

const code = (read: () => unknown) => {
  try {
    return { read: read() };
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('integers', () => {
  it('reads decimal strings, and JSON numbers while they are exact', () => {
    expect(asU64('x', '18446744073709551615')).toBe(2n ** 64n - 1n);
    expect(asU64('x', 2 ** 53 - 1)).toBe(2n ** 53n - 1n);
    expect([asU16('x', 65535), asI16('x', '-32768')]).toEqual([65535, -32768]);
  });

  it.each([
    ['NaN', NaN],
    ['infinity', Infinity],
    ['a fraction', 1.5],
    ['an inexact number', 2 ** 53],
    ['a boolean', true],
    ['null', null],
    ['an empty string', ''],
    ['leading zeros', '007'],
    ['an exponent', '1e3'],
    ['hexadecimal', '0x10'],
    ['a plus sign', '+1'],
    ['a blank', ' 1'],
    ['a decimal point', '1.0'],
    ['an array', [1]],
  ])('refuses %s as WRONG_TYPE', (_name, value) => {
    expect(code(() => asU64('x', value))).toBe('WRONG_TYPE');
  });

  it.each([
    ['negative', asU64, '-1'],
    ['above u64', asU64, '18446744073709551616'],
    ['above u16', asU16, 65536],
    ['below i16', asI16, -32769],
    ['of a thousand digits', asU64, '9'.repeat(1000)],
  ])('refuses what is %s as OUT_OF_RANGE', (_name, read, value) => {
    expect(code(() => read('x', value))).toBe('OUT_OF_RANGE');
  });

  it('says what, expected and got', () => {
    expect(() => asBigint('kappa', 70000, 0n, 65535n)).toThrow('kappa: expected 0 … 65535, got 70000');
    expect(code(() => asU16('x', undefined))).toBe('MISSING_FIELD');
  });

  it.each([
    ['an object that cannot become a string', { toString: 1, valueOf: 1 }],
    [
      'an array nested a hundred thousand deep',
      JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown,
    ],
  ])('refuses %s like any other', (_name, value) => {
    expect(code(() => asU16('x', value))).toBe('WRONG_TYPE');
  });
});

describe('other fields', () => {
  it('flags are true, false, 0 or 1', () => {
    expect([true, 1, false, 0].map((value) => asFlag('x', value))).toEqual([true, true, false, false]);
    expect(['true', 2, null].map((value) => code(() => asFlag('x', value)))).toEqual(
      new Array(3).fill('WRONG_TYPE'),
    );
  });

  it('an array is no object, null neither; an object is no array', () => {
    expect([[], null, 'x'].map((value) => code(() => asObject('x', value)))).toEqual(
      new Array(3).fill('WRONG_TYPE'),
    );
    expect(code(() => asArray('x', {}))).toBe('WRONG_TYPE');
    expect(code(() => asString('x', 5))).toBe('WRONG_TYPE');
    const readers = [asObject, asArray, asString, asFlag];
    expect(readers.map((read) => code(() => read('x', undefined)))).toEqual(
      new Array(4).fill('MISSING_FIELD'),
    );
  });

  it('a list names the element that is wrong, and holds its length', () => {
    expect(asList('rows', [1, '2'], asU16, 2)).toEqual([1, 2]);
    expect(() => asList('rows', [1, -2], asU16)).toThrow('rows[1]: expected 0 … 65535, got -2');
    expect(code(() => asList('rows', [1], asU16, 2))).toBe('LENGTH_MISMATCH');
  });
});
