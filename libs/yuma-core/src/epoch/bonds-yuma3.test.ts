import { describe, expect, it } from 'vitest';
import { input2026 } from '../testing/example-inputs.js';
import { fx, fxs } from '../testing/exact.js';
import { bondsYuma3 } from './bonds-yuma3.js';

const WEIGHTS = [[[2, fx(1)]], [[2, fx(1)]], []] as const;
const TERMS = { activeStake: fxs(0.75, 0.25, 0), incentive: fxs(0, 0, 1) };

describe('bondsYuma3', () => {
  it('averages weights and bonds without stake, stores them as they are; stake enters in the dividends', () => {
    const { emaBonds, dividends } = bondsYuma3(input2026({ yuma3: true, bondsMovingAverage: 500_000n }), {
      ...TERMS,
      bonds: [[], [[2, fx(0.5)]], []],
      weightsForBonds: WEIGHTS,
      consensus: fxs(0, 0, 1),
    });
    // 0.5 · 1 and 0.5 · 1 + 0.5 · 0.5. Column shares 0.4, 0.6; times stake 0.3, 0.15: two thirds and one third.
    expect(emaBonds).toEqual([[[2, fx(0.5)]], [[2, fx(0.75)]], []]);
    expect(dividends.map((d) => Math.round((Number(d) / 2 ** 32) * 1e6))).toEqual([666667, 333333, 0]);
  });

  it('with liquid alpha an old bond without a current weight vanishes; without, it decays', () => {
    const terms = {
      ...TERMS,
      bonds: [[], [[2, fx(1)]], []],
      weightsForBonds: [[[2, fx(1)]], [], []],
      consensus: fxs(0, 0, 0.5),
    } as const;
    // Weight 1, consensus 0.5: difference 0.5, the middle of alphaLow 0 and alphaHigh 1.
    const liquid = bondsYuma3(input2026({ yuma3: true, liquidAlpha: true }), terms);
    expect(liquid.emaBonds).toEqual([[[2, fx(0.5)]], [], []]);
    const plain = bondsYuma3(input2026({ yuma3: true, bondsMovingAverage: 750_000n }), terms);
    expect(plain.emaBonds).toEqual([[[2, fx(0.25)]], [[2, fx(0.75)]], []]);
  });

  it('liquid alpha counts only where some consensus is not 0', () => {
    const terms = { ...TERMS, bonds: [[], [], []], weightsForBonds: WEIGHTS, consensus: fxs(0, 0, 0) };
    const input = input2026({ yuma3: true, liquidAlpha: true, bondsMovingAverage: 750_000n });
    expect(bondsYuma3(input, terms).emaBonds).toEqual([[[2, fx(0.25)]], [[2, fx(0.25)]], []]);
  });
});
