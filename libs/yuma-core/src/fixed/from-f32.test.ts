import { describe, expect, it } from 'vitest';
import { fixedFromF32 } from './from-f32.js';
import { I32F32 } from './i32f32.js';

describe('fixedFromF32', () => {
  it('is exact where 32 fractional bits hold the number', () => {
    expect(fixedFromF32(0x3f800000)).toBe(1n << 32n); // 1.0
    expect(fixedFromF32(0xbf000000)).toBe(-(1n << 31n)); // −0.5
    expect(fixedFromF32(0x80000000)).toBe(0n); // −0.0
  });

  it('rounds to the nearest, ties to the even one', () => {
    expect(fixedFromF32(0x2f000000)).toBe(0n); // 0.5 ulp
    expect(fixedFromF32(0x2f400000)).toBe(1n); // 0.75 ulp
    expect(fixedFromF32(0x2fc00000)).toBe(2n); // 1.5 ulp
    expect(fixedFromF32(0x30200000)).toBe(2n); // 2.5 ulp
    expect(fixedFromF32(0xafc00000)).toBe(-2n); // −1.5 ulp
    expect(fixedFromF32(0x00000001)).toBe(0n); // the smallest subnormal
  });

  it('clamps what I32F32 cannot hold', () => {
    expect(fixedFromF32(0x4f000000)).toBe(I32F32.max); // 2^31
    expect(fixedFromF32(0xcf000000)).toBe(I32F32.min); // −2^31, which fits exactly
    expect(fixedFromF32(0x7effffff)).toBe(I32F32.max); // just below 2^127
  });

  it('clamps 2^127, infinities and NaN by their sign', () => {
    expect([0x7f000000, 0x7f800000, 0x7fc00000].map(fixedFromF32)).toEqual([
      I32F32.max,
      I32F32.max,
      I32F32.max,
    ]);
    expect([0xff000000, 0xff800000, 0xffc00000].map(fixedFromF32)).toEqual([
      I32F32.min,
      I32F32.min,
      I32F32.min,
    ]);
  });

  it.each([
    ['just above 2^127', 0x7f000001],
    ['the largest finite f32', 0x7f7fffff],
    ['the smallest finite f32', 0xff7fffff],
  ])('refuses %s, which upstream takes for NaN', (_name, f32) => {
    expect(() => fixedFromF32(f32)).toThrow(expect.objectContaining({ code: 'ARITHMETIC' }));
  });
});
