import { describe, expect, it } from 'vitest';
import { I32F32 } from '../fixed/i32f32.js';
import { I64F64 } from '../fixed/i64f64.js';
import { fx, fxs, ulp } from '../testing/exact.js';
import {
  fixed32ToFixed64,
  fixed64ToFixed32,
  fixedProportionToU16,
  fixedToFixedU16Proportion,
  u16ProportionToFixed,
  u16ToFixed,
  vecFixedProportionsToU16,
} from './convert.js';

describe('u16 to fixed', () => {
  it('65535 is exactly 1.0, everything else is truncated', () => {
    expect(u16ProportionToFixed(65535)).toBe(1n << 32n);
    expect(u16ProportionToFixed(1)).toBe(65537n); // 2^32 / 65535 = 65537.00002
    expect(u16ProportionToFixed(32767)).toBe(2147450879n); // kappa: 0.4999924, …879.49 ulp
    expect(u16ToFixed(65535)).toBe(65535n << 32n);
  });

  it('divides fixed integers by 65535 toward zero', () => {
    expect(fixedToFixedU16Proportion(I32F32.fromInt(65535))).toBe(1n << 32n);
    expect(fixedToFixedU16Proportion(ulp(-65534))).toBe(0n);
  });
});

describe('fixed to u16', () => {
  it('truncates, never rounds', () => {
    expect(fxs(1, 0.25, 0.5, 0).map(fixedProportionToU16)).toEqual([65535, 16383, 32767, 0]);
    expect(fixedProportionToU16(ulp((1n << 32n) - 1n))).toBe(65534);
  });

  it('negative is 0, above 1 is 65535', () => {
    expect(vecFixedProportionsToU16(fxs(-0.5, 1.5, 30000))).toEqual(Uint16Array.of(0, 65535, 65535));
  });

  it('loses a unit on the way there and back, because both ways truncate', () => {
    expect(fixedProportionToU16(u16ProportionToFixed(1))).toBe(0); // 65537 · 65535 = 2^32 − 1
  });
});

describe('between I64F64 and I32F32', () => {
  it('floors, also below 0, and clamps', () => {
    expect(fixed64ToFixed32(I64F64.bits(-1n))).toBe(-1n);
    expect(fixed64ToFixed32(I64F64.bits((1n << 32n) - 1n))).toBe(0n);
    expect(fixed64ToFixed32(I64F64.fromInt(1n << 40n))).toBe(I32F32.max);
  });

  it('widens exactly', () => {
    expect(fixed32ToFixed64(fx(-1.5))).toBe(-3n << 63n);
  });
});
