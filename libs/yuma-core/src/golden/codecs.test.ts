import { describe, expect, it } from 'vitest';
import { I32F32 } from '../fixed/i32f32.js';
import { bool, flags, i32, i64, list, matrix, sparse } from './codecs.js';

const refuses = (code: string) => expect.objectContaining({ code }) as Error;

describe('codecs', () => {
  it('fixed point is its bits as a decimal string, within the range of its format', () => {
    expect(i32.read('x', '-4294967296')).toBe(-I32F32.one);
    expect(i32.write(I32F32.min)).toBe('-9223372036854775808');
    expect(() => i32.read('x', '9223372036854775808')).toThrow(refuses('OUT_OF_RANGE'));
    expect(i64.read('x', '9223372036854775808')).toBe(2n ** 63n);
  });

  it('lists and matrices name the element that is wrong', () => {
    expect(matrix.read('m', [['1'], []])).toEqual([[1n], []]);
    expect(() => list(i32).read('v', ['1', '1.5'])).toThrow('v[1]: expected an integer');
  });

  it('sparse rows are [column, bits] pairs', () => {
    const rows = [
      [
        [2, '5'],
        [0, '-7'],
      ],
      [],
    ];
    expect(sparse.write(sparse.read('m', rows))).toEqual(rows);
    expect(() => sparse.read('m', [[[65536, '5']]])).toThrow(refuses('OUT_OF_RANGE'));
    expect(() => sparse.read('m', [[[1]]])).toThrow(refuses('MISSING_FIELD'));
  });

  it('masks are read as booleans and written as 0 | 1', () => {
    expect(flags.write([true, false])).toEqual([1, 0]);
    expect(flags.read('x', [true])).toEqual([true]);
    expect(() => bool.read('x', 1)).toThrow(refuses('WRONG_TYPE'));
  });
});
