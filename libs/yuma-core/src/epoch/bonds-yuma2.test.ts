import { describe, expect, it } from 'vitest';
import { fx, fxs, ulp } from '../testing/exact.js';
import { bondsYuma2 } from './bonds-yuma2.js';

const WEIGHTS = [[[2, fx(1)]], [[2, fx(1)]], []] as const;

describe('bondsYuma2', () => {
  it('averages ΔB = W ∘ S with the old bonds, both column-normalised; stores max-upscaled', () => {
    const { emaBonds, dividends } = bondsYuma2({
      n: 3,
      bonds: [[[2, fx(65535)]], [], []],
      weightsForBonds: WEIGHTS,
      activeStake: fxs(0.75, 0.25, 0),
      incentive: fxs(0, 0, 1),
      alpha: fx(0.5),
    });
    // ΔB = 0.75, 0.25; old = 1, 0; average 0.875, 0.125. Upscaled: 1 and trunc(1/7).
    expect(dividends).toEqual(fxs(0.875, 0.125, 0));
    expect(emaBonds).toEqual([[[2, fx(1)]], [[2, ulp(613566756n)]], []]);
  });

  it('lets an old bond without a weight decay', () => {
    const { emaBonds, dividends } = bondsYuma2({
      n: 3,
      bonds: [[], [[2, fx(7)]], []],
      weightsForBonds: [[[2, fx(1)]], [], []],
      activeStake: fxs(0.75, 0.25, 0),
      incentive: fxs(0, 0, 1),
      alpha: fx(0.25),
    });
    expect(dividends).toEqual(fxs(0.25, 0.75, 0));
    expect(emaBonds).toEqual([[[2, ulp(1431655765n)]], [[2, fx(1)]], []]);
  });

  it('pays no dividends where nobody has incentive', () => {
    const terms = { n: 3, bonds: [[], [], []], weightsForBonds: WEIGHTS, activeStake: fxs(0.75, 0.25, 0) };
    expect(bondsYuma2({ ...terms, incentive: fxs(0, 0, 0), alpha: fx(1) }).dividends).toEqual(fxs(0, 0, 0));
  });
});
