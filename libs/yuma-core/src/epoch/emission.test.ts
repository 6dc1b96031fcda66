import { describe, expect, it } from 'vitest';
import { fx, fxs } from '../testing/exact.js';
import { emissionMulU64, emissionTerms } from './emission.js';

const none = fxs(0, 0);

describe('emissionTerms', () => {
  it('divides incentive and dividends by the sum of both', () => {
    const terms = emissionTerms(1000n, fxs(0, 1), fxs(1, 0), none, none);
    expect(terms.server).toEqual(BigUint64Array.of(0n, 500n));
    expect(terms.validator).toEqual(BigUint64Array.of(500n, 0n));
    expect(terms.combined).toEqual(BigUint64Array.of(500n, 500n));
    expect(terms.normalizedCombined).toEqual(fxs(0.5, 0.5));
  });

  it('truncates each vector on its own, so combined is not server + validator', () => {
    // 0.25 · 3 rao = 0.75 each way, but 0.5 · 3 = 1.5 together.
    const terms = emissionTerms(3n, fxs(0.5, 0.5), fxs(0.5, 0.5), none, none);
    expect([...terms.server, ...terms.validator]).toEqual([0n, 0n, 0n, 0n]);
    expect([...terms.combined]).toEqual([1n, 1n]);
  });

  it('without incentive and dividends active stake earns, and servers nothing', () => {
    const terms = emissionTerms(1000n, none, none, fxs(0.5, 0.5), fxs(0.75, 0.25));
    expect([...terms.server]).toEqual([0n, 0n]);
    expect([...terms.validator]).toEqual([750n, 250n]);
    expect([...terms.combined]).toEqual([750n, 250n]);
  });

  it('without active stake all stake earns', () => {
    expect([...emissionTerms(1000n, none, none, fxs(0.5, 0.5), none).combined]).toEqual([500n, 500n]);
  });
});

describe('emissionMulU64', () => {
  it('is trunc(share · rao) over all of u64; below 0 is 0', () => {
    expect(emissionMulU64(fx(1), 2n ** 64n - 1n)).toBe(2n ** 64n - 1n);
    expect(emissionMulU64(fx(0.5), 2n ** 64n - 1n)).toBe(2n ** 63n - 1n);
    expect(emissionMulU64(fx(-0.5), 10n)).toBe(0n);
  });
});
