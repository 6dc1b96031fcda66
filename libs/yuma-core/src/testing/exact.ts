/** How tests write fixed-point values: as numbers where they are exact, as bits (`ulp`) where they are not. */
import { I32F32 } from '../fixed/i32f32.js';
import { I64F64 } from '../fixed/i64f64.js';

/** A dyadic number (0.5, 0.75, −2 …) as I32F32; a number that is not exact in 32 fractional bits throws. */
export function fx(value: number): I32F32 {
  return I32F32.bits(BigInt(value * 2 ** 32));
}

export function fxs(...values: number[]): I32F32[] {
  return values.map(fx);
}

/** The I32F32 of `bits` units in the last place. */
export function ulp(bits: bigint | number): I32F32 {
  return I32F32.bits(BigInt(bits));
}

/** A dyadic number as I64F64. */
export function fx64(value: number): I64F64 {
  return I64F64.fromFixed(I32F32, fx(value));
}
