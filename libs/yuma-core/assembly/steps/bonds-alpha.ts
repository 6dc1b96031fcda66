/**
 * alpha = 1 − floor32(bonds_moving_average / 10^6); negative above 10^6. TypeScript twin: `src/epoch/bonds-alpha.ts`.
 */
import { ONE, saturatingSub } from '../fixed/i32f32';
import { get, int } from '../memory';
import { Slot } from '../slots';

const MILLION: u64 = 1_000_000;
const I64_MAX: u64 = 0x7fff_ffff_ffff_ffff;

export function bondsAlpha(): i64 {
  const average = <u64>get(Slot.bondsMovingAverage);
  const wraps = int(Slot.ruleset2024) != 0 || int(Slot.yuma3) != 0;
  return saturatingSub(ONE, wraps ? wrapping(<i64>average) : saturating(average));
}

/** Yuma 2 of 2026: conversions clamp, first to I64F64 (below 2^63), then to I32F32. */
function saturating(average: u64): i64 {
  // The largest I64F64 is 2^63 − 2^-64: its quotient by 10^6 floors like that of 2^63 − 1 plus a fraction below 1.
  if (average > I64_MAX) average = I64_MAX;
  const whole = average / MILLION;
  if (whole >> 31 != 0) return i64.MAX_VALUE;
  return <i64>((whole << 32) | (((average % MILLION) << 32) / MILLION));
}

/** 2024, and Yuma 3: `from_num` conversions, which wrap; the quotient truncates toward zero in I64F64. */
function wrapping(average: i64): i64 {
  const negative = average < 0;
  const magnitude = negative ? <u64>0 - <u64>average : <u64>average;
  const rest = magnitude % MILLION;
  const fraction = (rest << 32) / MILLION;
  // Below 2^-64 of the next 2^-32 nothing is left: then the floor of a negative value goes one further down.
  const exact = (rest << 32) % MILLION == 0;
  const bits = ((magnitude / MILLION) << 32) | fraction;
  if (!negative) return <i64>bits;
  return -(<i64>bits) - (exact ? 0 : 1);
}
