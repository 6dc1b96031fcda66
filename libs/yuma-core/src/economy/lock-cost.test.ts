import { describe, expect, it } from 'vitest';
import { networkLockCost, type LockCostInput } from './lock-cost.js';

const TAO = 10n ** 9n;
const INTERVAL = 100_800n;
/** 1008 TAO divide by the interval without a remainder. */
const cost = (changes: Partial<LockCostInput>) =>
  networkLockCost({
    lastLockRao: 1008n * TAO,
    minLockRao: 100n * TAO,
    lastLockBlock: 1000n,
    currentBlock: 1000n,
    reductionInterval: INTERVAL,
    ...changes,
  });

describe('networkLockCost', () => {
  it('doubles at once, is back after one interval and at the minimum after two', () => {
    expect(cost({})).toBe(2016n * TAO);
    expect(cost({ currentBlock: 1000n + INTERVAL })).toBe(1008n * TAO);
    expect(cost({ currentBlock: 1000n + 2n * INTERVAL })).toBe(100n * TAO);
    expect(cost({ currentBlock: 10n ** 9n })).toBe(100n * TAO);
  });

  it('before the first registration the factor is 1, but the fall already runs from block 0', () => {
    expect(cost({ lastLockBlock: 0n, currentBlock: 0n })).toBe(1008n * TAO);
    expect(cost({ lastLockBlock: 0n, currentBlock: INTERVAL / 2n })).toBe(504n * TAO);
  });

  it('divides by the interval first: a last lock below it never falls', () => {
    const small = { lastLockRao: INTERVAL - 1n, minLockRao: 1n, currentBlock: 10n ** 9n };
    expect(cost(small)).toBe(2n * (INTERVAL - 1n));
    expect(cost({ lastLockRao: 2n * INTERVAL - 1n, minLockRao: 1n, currentBlock: 1010n })).toBe(
      4n * INTERVAL - 2n - 10n,
    );
  });

  it('clamps to u64, and counts no negative time', () => {
    expect(cost({ lastLockRao: 2n ** 64n - 1n })).toBe(2n ** 64n - 1n);
    expect(cost({ currentBlock: 5n })).toBe(2016n * TAO);
  });

  it('refuses an interval of 0, which would stop the chain', () => {
    expect(() => cost({ reductionInterval: 0n })).toThrow(expect.objectContaining({ code: 'ARITHMETIC' }));
  });
});
