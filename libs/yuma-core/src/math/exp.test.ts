import { describe, expect, it } from 'vitest';
import { I32F32 } from '../fixed/i32f32.js';
import { fx, ulp } from '../testing/exact.js';
import { expSafe, safeLn, sigmoidSafe } from './exp.js';

describe('expSafe', () => {
  it('of exactly +1.0 is the constant 11674931200, of 0 it is 1', () => {
    expect(expSafe(fx(1))).toBe(11674931200n);
    expect(expSafe(fx(0))).toBe(1n << 32n);
  });

  it('of −1.0 is the inverse of the series, not of the constant', () => {
    // The terms of e^1 are ⌊2^32 / i!⌋ up to i = 31.
    let series = 2n << 32n;
    for (let i = 2n, factorial = 2n; i <= 31n; i++, factorial *= i) series += (1n << 32n) / factorial;
    expect(expSafe(fx(-1))).toBe((1n << 64n) / series);
    expect((1n << 64n) / series).toBe(1580030169n); // 2^32 / e = 1580030168.7; the constant would give …216
  });

  it('clamps to ±20', () => {
    expect(expSafe(I32F32.max)).toBe(expSafe(fx(20)));
    expect(expSafe(fx(20)) > expSafe(ulp((20n << 32n) - 1n))).toBe(true);
    expect(expSafe(I32F32.min)).toBe(8n); // e^−20 = 8.85 ulp
  });
});

describe('sigmoidSafe', () => {
  it('is a half at kappa, and everywhere for rho 0', () => {
    expect(sigmoidSafe(fx(0.25), fx(10), fx(0.25))).toBe(1n << 31n);
    expect(sigmoidSafe(fx(1), fx(0), fx(0.25))).toBe(1n << 31n);
  });

  it('is 1 / (1 + e^(−rho · (x − kappa))), truncated', () => {
    expect(sigmoidSafe(fx(1), fx(40), fx(0))).toBe(4294967288n); // 2^64 / (2^32 + 8)
    expect(sigmoidSafe(fx(0.5), fx(2), fx(0))).toBe(3139872686n); // 2^64 / (2^32 + 1580030169), e^−1
    expect(sigmoidSafe(fx(0), fx(2), fx(0.5))).toBe(1155094634n); // 2^64 / (2^32 + 11674931200), e^1
  });
});

describe('safeLn', () => {
  it('divides log2 by a log2(e) of 23 bits, and is 0 where ln is not defined', () => {
    expect(safeLn(fx(2))).toBe(2977044511n); // 2^64 / (12102203 · 2^9)
    expect([fx(1), fx(0), fx(-1)].map(safeLn)).toEqual([0n, 0n, 0n]);
  });
});
