import { describe, expect, it } from 'vitest';
import { fx, fxs, ulp } from '../testing/exact.js';
import { matEma, matEmaAlpha, matEmaAlphaSparse, matEmaSparse } from './ema.js';

describe('matEmaSparse', () => {
  it('is alpha · new + (1 − alpha) · old, sorted by column; what is only old decays', () => {
    const newer = [
      [
        [1, fx(1)],
        [0, fx(1)],
      ],
      [],
    ] as const;
    const older = [[[1, fx(0.5)]], [[0, fx(1)]]] as const;
    expect(matEmaSparse(newer, older, fx(0.25))).toEqual([
      [
        [0, fx(0.25)],
        [1, fx(0.625)],
      ],
      [[0, fx(0.75)]],
    ]);
  });

  it('floors each product, and keeps only what is > 0', () => {
    expect(matEmaSparse([[[0, ulp(1)]]], [[[0, ulp(1)]]], fx(0.5))).toEqual([[]]); // 0 + 0, not 0.5 + 0.5
  });

  it('with a negative alpha keeps what the old bond outweighs', () => {
    // −0.5 · 1 + 1.5 · 1 = 1; −0.5 · 1 alone is dropped.
    const newer = [
      [
        [0, fx(1)],
        [1, fx(1)],
      ],
      [],
    ] as const;
    expect(matEmaSparse(newer, [[[0, fx(1)]], []], fx(-0.5))).toEqual([[[0, fx(1)]], []]);
  });

  it('ignores columns outside the square', () => {
    expect(matEmaSparse([[[1, fx(1)]]], [[[9, fx(1)]]], fx(0.5))).toEqual([[]]);
  });
});

describe('matEmaAlphaSparse', () => {
  it('drops an old bond without a current weight at once', () => {
    const alphas = [fxs(0.5, 0.5)];
    expect(
      matEmaAlphaSparse(
        [[[0, fx(1)]]],
        [
          [
            [0, fx(0.5)],
            [1, fx(1)],
          ],
        ],
        alphas,
      ),
    ).toEqual([[[0, fx(0.75)]]]);
  });

  it('has an alpha per cell, keeps the order of the row and clamps to 1', () => {
    const newer = [
      [
        [1, fx(3)],
        [0, fx(1)],
      ],
    ] as const;
    expect(matEmaAlphaSparse(newer, [[]], [fxs(0.25, 0.5)])).toEqual([
      [
        [1, fx(1)],
        [0, fx(0.25)],
      ],
    ]);
  });

  it('takes a negative increment as 0; skips a column without alpha', () => {
    const newer = [
      [
        [0, fx(-1)],
        [5, fx(1)],
      ],
    ] as const;
    expect(matEmaAlphaSparse(newer, [[[0, fx(1)]]], [fxs(0.5)])).toEqual([[[0, fx(0.5)]]]);
  });

  it('returns the new matrix untouched where the shapes disagree', () => {
    const newer = [[[0, fx(1)]]] as const;
    expect(matEmaAlphaSparse(newer, [], [fxs(0.5)])).toBe(newer);
  });
});

describe('dense', () => {
  it('matEma keeps zeros and lets an old bond decay', () => {
    expect(matEma([fxs(0, 0)], [fxs(1, 0)], fx(0.25))).toEqual([fxs(0.75, 0)]);
    expect(matEma([], [], fx(0.25))).toEqual([[]]);
  });

  it('matEmaAlpha returns the old matrix for another height, the new one for another width', () => {
    const newer = [fxs(1, 1)];
    expect(matEmaAlpha(newer, [fxs(0, 1)], [fxs(0.5, 0.25)])).toEqual([fxs(0.5, 1)]);
    const tall = [fxs(0, 0), fxs(0, 0)];
    expect(matEmaAlpha(newer, tall, [fxs(0.5, 0.5)])).toBe(tall);
    expect(matEmaAlpha(newer, [fxs(0)], [fxs(0.5, 0.5)])).toBe(newer);
  });
});
