import { describe, expect, it } from 'vitest';
import { I32F32 } from '../fixed/i32f32.js';
import { fx, fxs } from '../testing/exact.js';
import { alphaSigmoid, liquidAlphaValues } from './liquid-alpha.js';

/** 1 / (1 + e^+1) with the constant 11674931200 of exp. */
const SLOW = (1n << 64n) / ((1n << 32n) + 11674931200n);
const HALF = 1n << 31n;

interface Cell {
  consensus?: number;
  weight?: number;
  bond?: number;
  low?: number;
  high?: number;
  steepness?: number;
}
const alphaOf = ({ consensus = 0, weight = 0, bond = 0, low = 0, high = 1, steepness = 200 }: Cell) =>
  alphaSigmoid(fx(consensus), fx(weight), fx(bond), fx(low), fx(high), I32F32.fromInt(steepness));

describe('alphaSigmoid', () => {
  it('is the middle of low and high at a difference of a half, buying or selling', () => {
    expect(alphaOf({ consensus: 0.25, weight: 0.75, low: 0.25, high: 0.75 })).toBe(HALF);
    expect(alphaOf({ weight: 0.25, bond: 0.75, low: 0.25, high: 0.75 })).toBe(HALF);
  });

  it('a weight equal to the bond buys: the difference to consensus counts', () => {
    expect(alphaOf({ weight: 0.5, bond: 0.5 })).toBe(HALF);
  });

  it('without a difference the exponent is steepness / 200: slow for a positive, fast for a negative steepness', () => {
    expect(alphaOf({ steepness: 200 })).toBe(SLOW);
    expect(alphaOf({ steepness: -200, weight: 1 })).toBe(SLOW);
    expect(alphaOf({ steepness: -200 }) > HALF).toBe(true);
  });

  it('steepness 0 gives the middle everywhere', () => {
    expect([0, 0.25, 1].map((weight) => alphaOf({ weight, steepness: 0 }))).toEqual([HALF, HALF, HALF]);
  });

  it('clamps differences to [0, 1]', () => {
    expect(alphaOf({ consensus: 1, weight: 0.5, bond: 0.25 })).toBe(alphaOf({}));
    expect(alphaOf({ weight: 3 })).toBe(alphaOf({ weight: 1 }));
  });
});

describe('liquidAlphaValues', () => {
  const input = { alphaLow: 0, alphaHigh: 65535, alphaSigmoidSteepness: 200 };
  const consensus = fxs(0, 0, 0);

  it('has one alpha per column of consensus, and none for a row without weights', () => {
    const row = [
      [0, fx(0.5)],
      [2, fx(0.5)],
    ] as const;
    expect(liquidAlphaValues(input, [row, []], [[], []], consensus)).toEqual([[HALF, SLOW, HALF], []]);
  });

  it('reads an unsorted row as upstream does: entries after a larger column are 0', () => {
    const unsorted = [
      [2, fx(0.5)],
      [0, fx(0.5)],
    ] as const;
    expect(liquidAlphaValues(input, [unsorted], [[]], consensus)).toEqual([[SLOW, SLOW, HALF]]);
    // The same for bonds: only column 2 sells half.
    const weights = [
      [0, fx(0)],
      [2, fx(0)],
    ] as const;
    expect(liquidAlphaValues(input, [weights], [unsorted], consensus)).toEqual([[SLOW, SLOW, HALF]]);
  });
});
