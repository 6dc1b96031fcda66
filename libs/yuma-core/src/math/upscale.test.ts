import { describe, expect, it } from 'vitest';
import { fxs } from '../testing/exact.js';
import { checkVecMaxLimited, vecMaxUpscaleToU16, vecU16MaxUpscaleToU16 } from './upscale.js';

describe('max-upscaling to u16', () => {
  it('makes the largest 65535 and rounds half away from zero', () => {
    expect(vecMaxUpscaleToU16(fxs(0.5, 0.25))).toEqual([65535, 32768]); // 32767.5
    expect(vecU16MaxUpscaleToU16([1, 3, 0])).toEqual([21845, 65535, 0]);
  });

  it('divides first where the largest is above 32768, and so loses the half', () => {
    expect(vecU16MaxUpscaleToU16([32768, 16384])).toEqual([65535, 32768]); // 16384 · 65535 / 32768 = 32767.5
    expect(vecU16MaxUpscaleToU16([40000, 20000])).toEqual([65535, 32767]); // 20000 · trunc(65535 / 40000) < 32767.5
  });

  it('leaves zeros and nothing as they are', () => {
    expect(vecU16MaxUpscaleToU16([0, 0])).toEqual([0, 0]);
    expect(vecU16MaxUpscaleToU16([])).toEqual([]);
  });
});

describe('checkVecMaxLimited', () => {
  it('compares the largest share with limit / 65535', () => {
    expect(checkVecMaxLimited([1, 1], 32767)).toBe(false); // 0.5 > 0.49999
    expect(checkVecMaxLimited([1, 1], 32768)).toBe(true);
    expect(checkVecMaxLimited([1, 0], 65534)).toBe(false);
    expect(checkVecMaxLimited([1, 0], 65535)).toBe(true);
    expect(checkVecMaxLimited([], 0)).toBe(true);
  });
});
