import { describe, expect, it } from 'vitest';
import { I32F32 } from '../fixed/i32f32.js';
import { fx } from '../testing/exact.js';
import { saturatingBondsAlpha, wrappingBondsAlpha } from './bonds-alpha.js';

describe.each([
  ['saturating (2026, Yuma 2)', saturatingBondsAlpha],
  ['wrapping (2024, Yuma 3)', wrappingBondsAlpha],
])('%s', (_name, alpha) => {
  it('is 1 − floor32(bonds_moving_average / 10^6)', () => {
    expect(alpha(0n)).toBe(fx(1));
    expect(alpha(500_000n)).toBe(fx(0.5));
    expect(alpha(900_000n)).toBe(429496730n); // 2^32 − 3865470566.4 floored
    expect(alpha(1_000_000n)).toBe(0n);
  });

  it('is negative above 10^6', () => {
    expect(alpha(2_000_000n)).toBe(fx(-1));
  });
});

describe('where the average does not fit', () => {
  it('at 2^31: one clamps the average to the maximum, the other wraps it to the minimum', () => {
    const average = 2n ** 31n * 1_000_000n;
    expect(saturatingBondsAlpha(average)).toBe((1n << 32n) - (2n ** 63n - 1n));
    expect(wrappingBondsAlpha(average)).toBe(I32F32.max); // 1 − (−2^31), clamped
  });

  it('at u64::MAX: the wrapped one reads −1, so alpha is a little above 1', () => {
    // −2^64 / 10^6 = −18446744073709 bits of I64F64; floored to 32 bits: −4295.
    expect(wrappingBondsAlpha(2n ** 64n - 1n)).toBe((1n << 32n) + 4295n);
    expect(saturatingBondsAlpha(2n ** 64n - 1n)).toBe((1n << 32n) - (2n ** 63n - 1n));
  });
});
