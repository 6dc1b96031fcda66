/**
 * Conversions between integers and I32F32.
 * Source: subtensor `epoch/math.rs`: fixed_to_u16 …, u16_proportion_to_fixed, fixed_proportion_to_u16.
 */
import { I32F32 } from '../fixed/i32f32.js';
import { I64F64 } from '../fixed/i64f64.js';

const U16_MAX_FIXED = I32F32.fromInt(65535);

/** `u16_to_fixed`: the integer itself. */
export function u16ToFixed(x: number): I32F32 {
  return I32F32.fromInt(x);
}

/** `u16_proportion_to_fixed`: trunc(x / 65535); 65535 is exactly 1.0. */
export function u16ProportionToFixed(x: number): I32F32 {
  return I32F32.safeDiv(I32F32.fromInt(x), U16_MAX_FIXED);
}

/** `fixed_to_fixed_u16_proportion`: trunc(x / 65535). */
export function fixedToFixedU16Proportion(x: I32F32): I32F32 {
  return I32F32.safeDiv(x, U16_MAX_FIXED);
}

/** `fixed_proportion_to_u16`: floor(x · 65535), truncated and clamped, never rounded. */
export function fixedProportionToU16(x: I32F32): number {
  return I32F32.toU16(I32F32.saturatingMul(x, U16_MAX_FIXED));
}

/** `vec_fixed_proportions_to_u16` into a typed array. */
export function vecFixedProportionsToU16(x: readonly I32F32[]): Uint16Array {
  return Uint16Array.from(x, fixedProportionToU16);
}

/** `fixed64_to_fixed32`: floor, clamped. */
export function fixed64ToFixed32(x: I64F64): I32F32 {
  return I32F32.fromFixed(I64F64, x);
}

/** `fixed32_to_fixed64`: exact. */
export function fixed32ToFixed64(x: I32F32): I64F64 {
  return I64F64.fromFixed(I32F32, x);
}
