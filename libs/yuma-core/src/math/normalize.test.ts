import { describe, expect, it } from 'vitest';
import { I32F32 } from '../fixed/i32f32.js';
import { I64F64 } from '../fixed/i64f64.js';
import { fx, fx64, fxs, ulp } from '../testing/exact.js';
import {
  colMaxUpscale,
  colMaxUpscaleSparse,
  colNormalize,
  colNormalizeSparse,
  normalize,
  normalize64,
  normalizeUsingSum,
  rowNormalize,
  rowNormalizeSparse,
  vecdiv,
} from './normalize.js';

const THIRD = ulp(1431655765n); // trunc(2^32 / 3)

describe('normalize', () => {
  it('truncates, so thirds add up to one ulp below 1', () => {
    expect(normalize(fxs(1, 1, 1))).toEqual([THIRD, THIRD, THIRD]);
  });

  it('leaves values with a zero sum as they are', () => {
    expect(normalize(fxs(1, -1))).toEqual(fxs(1, -1));
    expect(normalizeUsingSum(fxs(2), fx(0))).toEqual(fxs(2));
  });

  it('adds up with a plain sum, which wraps', () => {
    // max + 1 ulp wraps to min: max / min = −(1 − 2^−63) truncates to one ulp above −1.
    expect(normalize([I32F32.max, ulp(1)])).toEqual([ulp(-4294967295n), ulp(0)]);
  });
});

describe('normalize64', () => {
  it('truncates in 64 fractional bits', () => {
    expect(normalize64([fx64(1), fx64(2)])).toEqual([6148914691236517205n, 12297829382473034410n]);
    expect(normalize64([fx64(0)])).toEqual([0n]);
  });

  it('gives 0 where a share overflows; the division of 2024 clamps', () => {
    const x = [I64F64.max, I64F64.bits(1n - I64F64.max)]; // sum: 1 ulp
    expect(normalize64(x)).toEqual([0n, 0n]);
    expect(normalize64(x, (a, b) => I64F64.saturatingDiv(a, b))).toEqual([I64F64.max, I64F64.min]);
  });
});

describe('vecdiv', () => {
  it('is 0 where the divisor is 0 or missing', () => {
    expect(vecdiv(fxs(1, 1, 1), fxs(2, 0))).toEqual(fxs(0.5, 0, 0));
  });
});

describe('rows', () => {
  it('are divided by their sum only where it is > 0', () => {
    const matrix = [
      [
        [4, fx(1)],
        [0, fx(3)],
      ],
      [[0, fx(-1)]],
      [[0, fx(0)]],
    ] as const;
    expect(rowNormalizeSparse(matrix)).toEqual([
      [
        [4, fx(0.25)],
        [0, fx(0.75)],
      ],
      matrix[1],
      matrix[2],
    ]);
    expect(rowNormalize([fxs(1, 3), fxs(-1, 0)])).toEqual([fxs(0.25, 0.75), fxs(-1, 0)]);
  });
});

describe('columns', () => {
  it('are divided by their sum; a zero column and one outside keep their values', () => {
    const matrix = [
      [
        [0, fx(1)],
        [1, fx(0)],
        [2, fx(7)],
      ],
      [[0, fx(3)]],
    ] as const;
    expect(colNormalizeSparse(matrix, 2)).toEqual([
      [
        [0, fx(0.25)],
        [1, fx(0)],
        [2, fx(7)],
      ],
      [[0, fx(0.75)]],
    ]);
  });

  it('add up saturating', () => {
    expect(colNormalizeSparse([[[0, I32F32.max]], [[0, ulp(1)]]], 1)).toEqual([[[0, fx(1)]], [[0, ulp(0)]]]);
  });

  it('are upscaled so that the largest becomes exactly 1', () => {
    expect(colMaxUpscaleSparse([[[0, THIRD]], [[0, ulp(1431655764n)]]], 1)).toEqual([
      [[0, fx(1)]],
      [[0, ulp(4294967292n)]], // 2^32 · (1 − 1/1431655765) = 2^32 − 3.000…
    ]);
  });

  it('may be of ragged dense rows', () => {
    expect(colNormalize([fxs(1, 2), fxs(3)])).toEqual([fxs(0.25, 1), fxs(0.75)]);
    expect(colMaxUpscale([fxs(1), fxs(2, 0)])).toEqual([fxs(0.5), fxs(1, 0)]);
  });
});
