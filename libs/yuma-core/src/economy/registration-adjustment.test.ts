import { describe, expect, it } from 'vitest';
import { adjustRegistrationTerms, termsThatMove, upgradedTerm } from './registration-adjustment.js';

/** Target 2: with 6 registrations a term doubles (8 / 4), with 0 it halves (2 / 4). Burn is 100, difficulty 1000. */
const adjust = (registrations: number, pow: number, burn: number, bounds = {}) => {
  const next = adjustRegistrationTerms({
    registrationsThisInterval: registrations,
    powRegistrationsThisInterval: pow,
    burnRegistrationsThisInterval: burn,
    targetRegistrationsPerInterval: 2,
    adjustmentAlpha: 0n,
    burnRao: 100n,
    minBurnRao: 1n,
    maxBurnRao: 10_000n,
    difficulty: 1000n,
    minDifficulty: 1n,
    maxDifficulty: 10_000n,
    ...bounds,
  });
  return [next.burnRao, next.difficulty];
};

describe('the six cases', () => {
  it.each([
    ['A: too many, mostly proof of work: difficulty rises', 6, 4, 2, 100n, 2000n],
    ['B: too many, mostly burned: burn rises', 6, 2, 4, 200n, 1000n],
    ['F: too many, equal: both rise', 6, 3, 3, 200n, 2000n],
    ['C: too few, mostly proof of work: burn falls', 0, 1, 0, 50n, 1000n],
    ['D: too few, mostly burned: difficulty falls', 0, 0, 1, 100n, 500n],
    ['E: too few, equal: both fall', 0, 0, 0, 50n, 500n],
  ])('%s', (_name, registrations, pow, burned, burn, difficulty) => {
    expect(adjust(registrations, pow, burned)).toEqual([burn, difficulty]);
  });

  it('exactly the target counts as too few, and changes nothing but what lies out of bounds', () => {
    expect(adjust(2, 2, 0)).toEqual([100n, 1000n]); // (2 + 2) / 4
    // Mostly proof of work: it is the burn that moves, so only the burn is clamped.
    expect(adjust(2, 2, 0, { minBurnRao: 150n, minDifficulty: 1500n })).toEqual([150n, 1000n]);
  });
});

describe('termsThatMove', () => {
  it.each([
    ['A', 3, 2, 1, { burns: false, works: true }],
    ['B', 3, 1, 2, { burns: true, works: false }],
    ['F', 4, 2, 2, { burns: true, works: true }],
    ['C', 1, 1, 0, { burns: true, works: false }],
    ['D', 1, 0, 1, { burns: false, works: true }],
    ['E', 0, 0, 0, { burns: true, works: true }],
  ])('%s: what is written, changed or not', (_name, registrations, pow, burned, moves) => {
    expect(
      termsThatMove({
        registrationsThisInterval: registrations,
        targetRegistrationsPerInterval: 2,
        powRegistrationsThisInterval: pow,
        burnRegistrationsThisInterval: burned,
      }),
    ).toEqual(moves);
  });
});

describe('upgradedTerm', () => {
  const term = (alpha: bigint, registrations = 3, target = 1) =>
    upgradedTerm(100n, 10n, 1000n, {
      adjustmentAlpha: alpha,
      registrationsThisInterval: registrations,
      targetRegistrationsPerInterval: target,
    });

  it('alpha keeps that share of the current value', () => {
    expect(term(0n)).toBe(200n);
    expect(term(2n ** 63n)).toBe(150n);
    expect(term(2n ** 64n - 1n)).toBe(100n); // exactly 1
  });

  it('truncates to whole units', () => {
    expect(term(0n, 0, 3)).toBe(50n);
    expect(term(0n, 1, 3)).toBe(66n); // 100 · 4 / 6
  });

  it('clamps to min and max, and the count of registrations to u16', () => {
    expect(term(0n, 100)).toBe(1000n);
    expect(
      upgradedTerm(15n, 10n, 1000n, {
        adjustmentAlpha: 0n,
        registrationsThisInterval: 0,
        targetRegistrationsPerInterval: 1,
      }),
    ).toBe(10n);
    expect(term(0n, 65535, 65535)).toBe(100n); // 65535 / 65535
  });
});
