import { describe, expect, it } from 'vitest';
import { FixedFormat } from './fixed-format.js';
import { I32F32 } from './i32f32.js';
import { exp, ln, log2 } from './transcendental.js';

/** Four fractional bits: small enough to follow every truncation by hand. 16 = 1.0. */
const TINY = new FixedFormat('I12F4', 16, 4);
const tiny = (bits: number) => TINY.bits(BigInt(bits));

describe('exp', () => {
  it('is a Taylor series with truncated terms', () => {
    // x = 8/16: 16 + 8 = 24; term 2: floor(8·8/16) = 4, 4/2 = 2 → 26; term 3: floor(2·8/16) = 1, 1/3 = 0. e^0.5 ≈ 26/16.
    expect(exp(TINY, tiny(8))).toBe(26n);
  });

  it('stops before the term of the number of fractional bits', () => {
    // x = 8.0 = 128/16, terms up to 3: 16 + 128 + 1024/2 + trunc(4096/3).
    const wide = new FixedFormat('I20F4', 24, 4);
    expect(exp(wide, wide.bits(128n))).toBe(16n + 128n + 512n + 1365n);
  });

  it('of a negative number is trunc(1 / e^|x|)', () => {
    expect(exp(TINY, tiny(-8))).toBe(9n); // 256 / 26 = 9.8…
  });

  it('of exactly 1.0 is the stored constant, not the series; of 0 it is 1', () => {
    expect(exp(I32F32, I32F32.one)).toBe(11674931200n);
    // The series is far closer to e · 2^32 = 11674931554.5.
    const series = exp(I32F32, I32F32.bits(I32F32.one + 1n))!;
    expect(series > 11674931500n && series < 11674931600n).toBe(true);
    expect(exp(I32F32, I32F32.zero)).toBe(1n << 32n);
  });

  it('is undefined where a step overflows', () => {
    const narrow = new FixedFormat('I4F4', 8, 4); // at most 7.9
    expect(exp(narrow, narrow.bits(48n))).toBeUndefined(); // 3² = 9 does not fit
    expect(exp(I32F32, I32F32.min)).toBeUndefined();
  });
});

describe('log2', () => {
  it('of a power of two is exact, also below 1', () => {
    expect(log2(I32F32, I32F32.fromInt(8))).toBe(3n << 32n);
    expect(log2(I32F32, I32F32.bits(1n << 30n))).toBe(-2n << 32n);
    expect(log2(I32F32, I32F32.one)).toBe(0n);
  });

  it('takes one bit of the fraction per squaring', () => {
    // 3.0: halved once to 24/16. Squares: 36 → 1, halved 18; 20 → 0; 25 → 0; 39 → 1. Bits 1.1001 = 25/16.
    expect(log2(TINY, tiny(48))).toBe(25n);
  });

  it('rounds up when it halves an odd number', () => {
    // 33/16: halved to 17, not 16 (which would be exactly 1.0). Squares: 18, 20, 25, 39: bits 1.0001.
    expect(log2(TINY, tiny(33))).toBe(17n);
  });

  it('is undefined at 0, below, and where 1 / x overflows', () => {
    expect([0n, -1n, 1n, 2n].map((bits) => log2(I32F32, I32F32.bits(bits)))).toEqual(
      new Array(4).fill(undefined),
    );
    expect(log2(I32F32, I32F32.bits(3n))).toBeDefined();
  });
});

describe('ln', () => {
  it('is log2 / log2(e), truncated', () => {
    // log2(e) in four bits is 23/16; ln 4 = 32·16/23 = 22.2…
    expect(ln(TINY, tiny(64))).toBe(22n);
    expect(ln(TINY, tiny(4))).toBe(-22n);
    expect(ln(TINY, tiny(0))).toBeUndefined();
  });
});
