import { describe, expect, it } from 'vitest';
import { delegateReturns } from './delegate-returns.js';

const TAO = 1_000_000_000n;

describe('delegateReturns', () => {
  it('is the emission of all networks times epochs per day, 82 % of it per 1000 staked', () => {
    const networks = [
      { emissionRao: 10n * TAO, tempo: 360 },
      { emissionRao: 5n * TAO, tempo: 100 },
    ];
    // 10 · 20 + 5 · 72 = 560 TAO a day; 560 · 0.82 / 10 = 45.92 per 1000 of 10,000 TAO.
    expect(delegateReturns(networks, 10_000n * TAO)).toEqual({
      returnPer1000: 45n,
      totalDailyReturnRao: 560n * TAO,
    });
  });

  it('truncates at the end only', () => {
    // 7200 / 7 is cut to 64 fractional bits, so seven times it stays below 7200.
    expect(delegateReturns([{ emissionRao: 7n, tempo: 7 }], 0n).totalDailyReturnRao).toBe(7199n);
    // Whether 500 · 0.82 reaches 410 hangs on the double nearest to 0.82.
    const exact = (500n * 1000n * BigInt(0.82 * 2 ** 53)) / (1000n * 2n ** 53n);
    expect(delegateReturns([{ emissionRao: 500n, tempo: 7200 }], 1000n).returnPer1000).toBe(exact);
  });

  it('is nothing without stake or networks', () => {
    expect(delegateReturns([{ emissionRao: TAO, tempo: 360 }], 0n).returnPer1000).toBe(0n);
    expect(delegateReturns([], TAO)).toEqual({ returnPer1000: 0n, totalDailyReturnRao: 0n });
  });

  it('wraps what 64 integer bits do not hold', () => {
    const u64 = 2n ** 64n;
    expect(delegateReturns([{ emissionRao: u64 - 1n, tempo: 3600 }], 0n).totalDailyReturnRao).toBe(u64 - 2n);
  });

  it('refuses a tempo of 0, where upstream panics', () => {
    expect(() => delegateReturns([{ emissionRao: 1n, tempo: 0 }], 1n)).toThrow(
      expect.objectContaining({ code: 'ARITHMETIC' }),
    );
  });
});
