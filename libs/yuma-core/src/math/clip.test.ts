import { describe, expect, it } from 'vitest';
import { fx, fxs } from '../testing/exact.js';
import { clampValue, colClip, colClipSparse } from './clip.js';

describe('colClipSparse', () => {
  it('lowers an entry to its column threshold and keeps smaller ones', () => {
    const matrix = [
      [
        [0, fx(0.75)],
        [1, fx(0.25)],
      ],
      [[0, fx(0.5)]],
    ] as const;
    expect(colClipSparse(matrix, fxs(0.5, 0.5))).toEqual([
      [
        [0, fx(0.5)],
        [1, fx(0.25)],
      ],
      [[0, fx(0.5)]],
    ]);
  });

  it('drops an entry that is clipped to a threshold <= 0, but keeps a stored 0', () => {
    expect(
      colClipSparse(
        [
          [
            [0, fx(0.75)],
            [1, fx(0.75)],
            [2, fx(0)],
          ],
        ],
        fxs(0, -1, 0),
      ),
    ).toEqual([[[2, 0n]]]);
  });

  it('takes a missing threshold as 0', () => {
    expect(colClipSparse([[[7, fx(0.5)]]], fxs(1))).toEqual([[]]);
  });
});

describe('colClip', () => {
  it('is dense: a clipped entry stays as 0, a column without a threshold keeps its values', () => {
    expect(colClip([fxs(0.75, 0.75, 0.75)], fxs(0.5, 0))).toEqual([fxs(0.5, 0, 0.75)]);
  });
});

describe('clampValue', () => {
  it('limits at the top first, then at the bottom: low wins over a lower high', () => {
    expect([-1, 0.5, 2].map((x) => clampValue(fx(x), fx(0), fx(1)))).toEqual(fxs(0, 0.5, 1));
    expect(clampValue(fx(0.5), fx(1), fx(0))).toBe(fx(1));
  });
});
