/**
 * Max-upscaling to u16: the largest value becomes 65535. This one rounds (half away from zero); the quantisation
 * of an epoch's outputs truncates.
 * Source: subtensor `epoch/math.rs`: vec_max_upscale_to_u16, vec_u16_max_upscale_to_u16, check_vec_max_limited.
 */
import { I32F32 } from '../fixed/i32f32.js';
import { u16ProportionToFixed } from './convert.js';
import { normalize } from './normalize.js';

const U16_MAX_FIXED = I32F32.fromInt(65535);
/** Above this, value · 65535 would not fit, so upstream divides first. */
const DIVIDE_FIRST_ABOVE = I32F32.fromInt(32768);

/** `vec_max_upscale_to_u16` of non-negative values. */
export function vecMaxUpscaleToU16(vector: readonly I32F32[]): number[] {
  const first = vector[0];
  if (first === undefined) return [];
  const max = vector.reduce((a, b) => I32F32.greater(a, b), first);
  if (max === 0n) return vector.map((e) => I32F32.toU16(I32F32.saturatingMul(e, U16_MAX_FIXED)));
  if (max > DIVIDE_FIRST_ABOVE) {
    const scale = I32F32.safeDiv(U16_MAX_FIXED, max);
    return vector.map((e) => I32F32.toU16(I32F32.round(I32F32.saturatingMul(e, scale))));
  }
  return vector.map((e) =>
    I32F32.toU16(I32F32.round(I32F32.safeDiv(I32F32.saturatingMul(e, U16_MAX_FIXED), max))),
  );
}

/** `vec_u16_max_upscale_to_u16`: how set_weights stores a row. */
export function vecU16MaxUpscaleToU16(vector: readonly number[]): number[] {
  return vecMaxUpscaleToU16(vector.map((e) => I32F32.fromInt(e)));
}

/** `check_vec_max_limited`: whether the largest share of a normalised row is at most `maxLimit` / 65535. */
export function checkVecMaxLimited(vector: readonly number[], maxLimit: number): boolean {
  const limit = u16ProportionToFixed(maxLimit);
  return normalize(vector.map((e) => I32F32.fromInt(e))).every((share) => share <= limit);
}
