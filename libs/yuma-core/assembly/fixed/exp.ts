/**
 * `exp_safe`: e^x of x clamped to ±20, as substrate-fixed's Taylor series truncates it.
 * Source: encointer/substrate-fixed v0.6.0 `src/transcendental.rs`; subtensor `epoch/math.rs` exp_safe.
 * TypeScript twin: `src/math/exp.ts`, `src/fixed/transcendental.ts`.
 */
import { ONE, saturatingDiv, saturatingMul } from './i32f32';

/** I9F23 e in I32F32: what x = 1.0 exactly returns instead of the series. */
const E: i64 = 11674931200;
const LIMIT: i64 = 20 << 32;
/** Terms i = 2 … 31. */
const LAST_TERM: i64 = 31;

/** floor(term · x) of non-negative values whose product fits: no 128-bit product needed. */
// @ts-ignore: decorator
@inline
function product(term: u64, x: u64): u64 {
  const whole = x >> 32;
  const fraction = x & 0xffff_ffff;
  return term * whole + (term >> 32) * fraction + (((term & 0xffff_ffff) * fraction) >> 32);
}

/** The series of 0 <= x <= 20; every later term is 0 once one is, so stopping there is exact. */
function series(x: u64): i64 {
  let sum: u64 = x + <u64>ONE;
  let term = x;
  for (let i: i64 = 2; i <= LAST_TERM && term != 0; i++) {
    term = product(term, x) / <u64>i;
    sum += term;
  }
  return <i64>sum;
}

export function expSafe(input: i64): i64 {
  const x = input < -LIMIT ? -LIMIT : input > LIMIT ? LIMIT : input;
  if (x == 0) return ONE;
  if (x == ONE) return E;
  if (x > 0) return series(<u64>x);
  return saturatingDiv(ONE, series(<u64>-x));
}

/**
 * `alpha_sigmoid`: the speed of one bond. `slope` = steepness / −100.
 * Source: subtensor `epoch/run_epoch.rs` alpha_sigmoid. TypeScript twin: `src/epoch/liquid-alpha.ts`.
 */
export function alphaOfDifference(difference: i64, low: i64, high: i64, slope: i64): i64 {
  const exponent = saturatingMul(slope, difference - (ONE >> 1));
  const sigmoid = saturatingDiv(ONE, ONE + expSafe(exponent));
  const alpha = low + saturatingMul(sigmoid, high - low);
  return max<i64>(min<i64>(alpha, high), low);
}

/** How far a weight is ahead of consensus (buy), or behind its bond (sell), in [0, 1]. */
export function buyOrSellDifference(consensus: i64, weight: i64, bond: i64): i64 {
  const difference = weight >= bond ? weight - consensus : bond - weight;
  return max<i64>(min<i64>(difference, ONE), 0);
}
