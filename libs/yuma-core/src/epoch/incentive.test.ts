import { describe, expect, it } from 'vitest';
import { fx, fxs } from '../testing/exact.js';
import { incentive, ranks, trust } from './incentive.js';

describe('ranks, incentive, trust', () => {
  it('ranks weigh the columns with stake, incentive normalises them', () => {
    const result = ranks(
      [
        [[2, fx(1)]],
        [
          [2, fx(0.5)],
          [0, fx(0.5)],
        ],
        [],
      ],
      fxs(0.5, 0.25, 0.25),
      3,
    );
    expect(result).toEqual(fxs(0.125, 0, 0.625));
    expect(incentive(fxs(0.125, 0, 0.375))).toEqual(fxs(0.25, 0, 0.75));
  });

  it('incentive of nobody is 0', () => {
    expect(incentive(fxs(0, 0))).toEqual(fxs(0, 0));
  });

  it('trust is the share of a rank that clipping left, 0 without a rank', () => {
    expect(trust(fxs(0.25, 0.5, 0), fxs(0.5, 0.5, 0))).toEqual(fxs(0.5, 1, 0));
  });
});
