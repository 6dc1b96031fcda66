import { describe, expect, it } from 'vitest';
import { fx, fxs, ulp } from '../testing/exact.js';
import { interpolate, interpolateSparse } from './interpolate.js';

describe('interpolateSparse', () => {
  it('returns a for ratio 0 and b for ratio 1, untouched and unsorted', () => {
    const a = [
      [
        [1, fx(1)],
        [0, fx(0)],
      ],
    ] as const;
    const b = [
      [
        [1, fx(0.5)],
        [0, fx(0)],
      ],
    ] as const;
    expect(interpolateSparse(a, b, 2, fx(0))).toBe(a);
    expect(interpolateSparse(a, b, 2, fx(1))).toBe(b);
  });

  it('rounds the product toward minus infinity, also where b < a', () => {
    // 3 + floor(0.5 · (0 − 3)) = 3 − 2; toward zero it would be 2.
    expect(interpolateSparse([[[0, ulp(3)]]], [[]], 1, fx(0.5))).toEqual([[[0, ulp(1)]]]);
    expect(interpolateSparse([[]], [[[0, ulp(3)]]], 1, fx(0.5))).toEqual([[[0, ulp(1)]]]);
  });

  it('comes out sorted, with only what is > 0, inside the columns', () => {
    const a = [
      [
        [2, fx(1)],
        [0, fx(1)],
        [1, ulp(1)],
        [3, fx(1)],
      ],
    ] as const;
    const b = [
      [
        [2, fx(0.5)],
        [0, fx(0.5)],
        [3, fx(1)],
      ],
    ] as const;
    expect(interpolateSparse(a, b, 3, fx(0.5))).toEqual([
      [
        [0, fx(0.75)],
        [2, fx(0.75)],
      ],
    ]);
  });

  it('takes the last of several entries of one column', () => {
    expect(
      interpolateSparse(
        [
          [
            [0, fx(1)],
            [0, fx(0.5)],
          ],
        ],
        [[]],
        1,
        fx(0.5),
      ),
    ).toEqual([[[0, fx(0.25)]]]);
  });
});

describe('interpolate', () => {
  it('keeps zeros; what has no counterpart is 0', () => {
    expect(interpolate([fxs(1, 0, 1)], [fxs(0.5, 0)], fx(0.5))).toEqual([fxs(0.75, 0, 0)]);
    expect(interpolate([], [], fx(0.5))).toEqual([[]]);
  });
});
