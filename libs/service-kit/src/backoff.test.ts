import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffDelay } from './backoff.js';

describe('backoffDelay', () => {
  it('doubles to the limit', () => {
    const options = { initialMs: 100, maxMs: 1000, random: () => 0.999999 };
    expect([0, 1, 2, 3, 4, 50].map((n) => Math.round(backoffDelay(n, options)))).toEqual([
      100, 200, 400, 800, 1000, 1000,
    ]);
  });

  it('always lies between half the ceiling and the ceiling', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, r) => {
        const ms = backoffDelay(attempt, { initialMs: 10, maxMs: 5000, random: () => r });
        const ceiling = Math.min(5000, 10 * 2 ** attempt);
        return ms >= ceiling / 2 && ms <= ceiling;
      }),
    );
  });

  it('refuses a limit below the start', () => {
    expect(() => backoffDelay(0, { initialMs: 10, maxMs: 5 })).toThrow(/0 < initialMs <= maxMs/);
  });
});
