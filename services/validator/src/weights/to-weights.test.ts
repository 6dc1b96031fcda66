import { checkVecMaxLimited, vecU16MaxUpscaleToU16 } from '@yumanet/yuma-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Metagraph } from '../metagraph/metagraph.js';
import { toWeights } from './to-weights.js';

const metagraph = (n: number, own: Partial<Metagraph> = {}): Metagraph => ({
  netuid: 1,
  block: 1,
  neurons: Array.from({ length: n }, (_, uid) => ({
    uid,
    hotkey: `${uid}`,
    registeredAt: 0,
    axon: undefined,
  })),
  minAllowedWeights: 1,
  maxWeightsLimit: 65_535,
  ...own,
});
const shares = (...list: number[]) => new Map(list.map((share, uid) => [uid, share]));

describe('shares as a row of weights', () => {
  it('keeps proportions, leaves out zeros and the validator itself', () => {
    expect(toWeights(shares(1, 0.5, 0, 0.25), metagraph(4), 0)).toEqual({
      row: { uids: [1, 3], weights: [65_535, 32_768] },
    });
  });

  it('is never a row of zeros', () => {
    expect(toWeights(shares(0, 0, 0), metagraph(3), 0)).toEqual({ blockedBy: 'NO_SCORES' });
    expect(toWeights(shares(1, 0, 0), metagraph(3), 0)).toEqual({ blockedBy: 'NO_SCORES' });
    expect(toWeights(new Map(), metagraph(3), 0)).toEqual({ blockedBy: 'NO_SCORES' });
  });

  it('is filled up with zeros to the least length', () => {
    const { row } = toWeights(shares(0, 0, 0.5), metagraph(5, { minAllowedWeights: 3 }), 0);
    expect(row).toEqual({ uids: [2, 0, 1], weights: [65_535, 0, 0] });
    const few = toWeights(shares(0, 0.5), metagraph(2, { minAllowedWeights: 8 }), 0);
    expect(few.row?.uids.length).toBe(2);
  });

  it('is cut to the highest share, or blocked where nothing fulfils it', () => {
    const half = { maxWeightsLimit: 32_768 };
    const { row } = toWeights(shares(0, 0.9, 0.05, 0.05), metagraph(4, half), 0);
    expect(checkVecMaxLimited(vecU16MaxUpscaleToU16(row?.weights ?? []), 32_768)).toBe(true);
    expect(toWeights(shares(0, 0.9), metagraph(2, half), 0)).toEqual({ blockedBy: 'MAX_WEIGHT' });
  });

  it('passes the chain’s checks of a row, whatever the shares', () => {
    const list = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 40 });
    const limits = fc.record({
      minAllowedWeights: fc.nat(50),
      maxWeightsLimit: fc.integer({ min: 4_000, max: 65_535 }),
    });
    fc.assert(
      fc.property(list, limits, (given, own) => {
        const { row } = toWeights(shares(...given), metagraph(given.length, own), 0);
        if (!row) return;
        expect(new Set(row.uids).size).toBe(row.uids.length);
        expect(row.uids.length).toBeGreaterThanOrEqual(Math.min(given.length, own.minAllowedWeights));
        expect(Math.max(...row.weights)).toBeGreaterThan(0);
        for (const weight of row.weights) expect(Number.isInteger(weight) && weight <= 65_535).toBe(true);
        expect(checkVecMaxLimited(vecU16MaxUpscaleToU16(row.weights), own.maxWeightsLimit)).toBe(true);
      }),
    );
  });
});
