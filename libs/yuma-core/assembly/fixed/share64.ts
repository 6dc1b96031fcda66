/**
 * x / total in I64F64, floored to I32F32, of 0 <= x <= total: a quotient of a 192-bit dividend, of which 33 bits are
 * kept. Source: subtensor `epoch/math.rs` inplace_normalize_64, vec_fixed64_to_fixed32.
 */
import { ONE } from './i32f32';

const TWO_32: f64 = 4294967296.0;
const TWO_64: f64 = 18446744073709551616.0;
/**
 * The estimate is at most 2^32 and off by less than 2^-17 (each of its six roundings is at most 2^-53 of it), so its
 * floor is certain unless it lies this close to an integer.
 */
const UNCERTAIN: f64 = 1.0 / 65536.0;

// @ts-ignore: decorator
@inline
function toF64(low: u64, high: u64): f64 {
  return <f64>high * TWO_64 + <f64>low;
}

export function share64(low: u64, high: u64, totalLow: u64, totalHigh: u64): i64 {
  if ((low | high) == 0) return 0;
  const estimate = (toF64(low, high) / toF64(totalLow, totalHigh)) * TWO_32;
  // Dust: nothing is below 0, so next to 0 the floor is certain, too.
  if (estimate < 1.0 - UNCERTAIN) return 0;
  const whole = floor(estimate);
  const fraction = estimate - whole;
  if (fraction > UNCERTAIN && fraction < 1.0 - UNCERTAIN) return <i64>whole;
  if (low == totalLow && high == totalHigh) return ONE;
  return longDivision(low, high, totalLow, totalHigh);
}

/** The 32 bits of x / total after the point, one by one, of x < total < 2^127. */
function longDivision(low: u64, high: u64, totalLow: u64, totalHigh: u64): i64 {
  let quotient: i64 = 0;
  for (let bit = 0; bit < 32; bit++) {
    high = (high << 1) | (low >> 63);
    low <<= 1;
    quotient <<= 1;
    if (high > totalHigh || (high == totalHigh && low >= totalLow)) {
      high -= totalHigh + (low < totalLow ? 1 : 0);
      low -= totalLow;
      quotient |= 1;
    }
  }
  return quotient;
}
