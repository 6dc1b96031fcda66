import { describe, expect, it } from 'vitest';
import { fx, fxs } from '../testing/exact.js';
import { maskDiagSparse, maskRowsSparse, maskVector, scalarVecMaskSparse, vecMaskSparse } from './mask.js';

const FULL = [
  [
    [0, fx(1)],
    [1, fx(2)],
  ],
  [
    [0, fx(3)],
    [1, fx(4)],
  ],
] as const;

describe('maskVector', () => {
  it('zeroes what is masked; a missing entry of a shorter mask masks too', () => {
    expect(maskVector([false, true], fxs(1, 2, 3))).toEqual(fxs(1, 0, 0));
  });

  it('an empty mask masks nothing', () => {
    expect(maskVector([], fxs(1, 2))).toEqual(fxs(1, 2));
  });
});

describe('sparse masks', () => {
  it('a masked or missing row becomes empty', () => {
    expect(maskRowsSparse([false, true], FULL)).toEqual([FULL[0], []]);
    expect(maskRowsSparse([], FULL)).toEqual([[], []]);
  });

  it('the diagonal goes, except for one index', () => {
    expect(maskDiagSparse(FULL)).toEqual([[[1, fx(2)]], [[0, fx(3)]]]);
    expect(maskDiagSparse(FULL, 1)).toEqual([[[1, fx(2)]], FULL[1]]);
  });

  it('vecMaskSparse compares first[i] with second[j]; a missing one counts as 0', () => {
    const masked = vecMaskSparse(FULL, BigUint64Array.of(5n), BigUint64Array.of(5n, 0n), (a, b) => a <= b);
    // (0,0): 5 <= 5; (0,1): 5 > 0; row 1 has 0: 0 <= 5 and 0 <= 0.
    expect(masked).toEqual([[[1, fx(2)]], []]);
  });

  it('scalarVecMaskSparse compares one value with second[j]', () => {
    expect(scalarVecMaskSparse(FULL, 3n, BigUint64Array.of(3n), (a, b) => a <= b)).toEqual([
      [[1, fx(2)]],
      [[1, fx(4)]],
    ]);
  });
});
