import { describe, expect, it } from 'vitest';
import { fx, fxs } from '../testing/exact.js';
import { consensusTerms } from './consensus.js';

/** Half the stake says 0.25 of uid 0, a quarter 0.5, a quarter 1; only the last one weighs uid 1. */
const WEIGHTS = [
  [[0, fx(0.25)]],
  [[0, fx(0.5)]],
  [
    [0, fx(1)],
    [1, fx(1)],
  ],
] as const;
const STAKE = fxs(0.5, 0.25, 0.25);

describe('consensusTerms', () => {
  it('is the median at kappa; weights above it are clipped and trust is what is left', () => {
    // kappa 32767 is a little below a half, so the minority a little above: the half at 0.25 does not exceed it.
    const { consensus, clippedWeights, validatorTrust } = consensusTerms(
      { n: 3, kappa: 32767 },
      WEIGHTS,
      STAKE,
    );
    expect(consensus).toEqual(fxs(0.5, 0, 0));
    expect(clippedWeights).toEqual([[[0, fx(0.25)]], [[0, fx(0.5)]], [[0, fx(0.5)]]]);
    expect(validatorTrust).toEqual(fxs(0.25, 0.5, 0.5));
  });

  it('kappa 65535 is exactly one: only what everybody grants is consensus', () => {
    expect(consensusTerms({ n: 3, kappa: 65535 }, WEIGHTS, STAKE).consensus).toEqual(fxs(0.25, 0, 0));
  });

  it('kappa 0: the most that anybody grants', () => {
    expect(consensusTerms({ n: 3, kappa: 0 }, WEIGHTS, STAKE).consensus).toEqual(fxs(1, 1, 0));
  });
});
