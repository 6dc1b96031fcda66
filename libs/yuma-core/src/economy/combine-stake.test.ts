import { describe, expect, it } from 'vitest';
import { I64F64 } from '../fixed/i64f64.js';
import { combineStake } from './combine-stake.js';

const U64_MAX = 2n ** 64n - 1n;

describe('combineStake', () => {
  it('is alpha + tao · weight, the weight a share of u64::MAX', () => {
    expect(combineStake(10n, 5n, 0n)).toBe(10n << 64n);
    expect(combineStake(10n, 5n, 2n ** 63n)).toBe((12n << 64n) + (1n << 63n)); // 12.5
    expect(combineStake(10n, 5n, U64_MAX)).toBe(15n << 64n); // exactly 1
  });

  it('keeps the weight in 32 fractional bits', () => {
    expect(combineStake(0n, 1n << 40n, 2n ** 32n - 1n)).toBe(0n);
    expect(combineStake(0n, 1n << 32n, 2n ** 32n)).toBe(1n << 64n); // one unit of 2^−32
  });

  it('clamps', () => {
    expect(combineStake(U64_MAX, U64_MAX, U64_MAX)).toBe(I64F64.max);
  });
});
