/**
 * I32F32 on the raw bits in an i64: value = bits / 2^32. Products round toward minus infinity, quotients toward zero.
 * Source: encointer/substrate-fixed v0.6.0 `src/arith.rs`; opentensor/subtensor `primitives/safe-math`.
 * TypeScript twin: `src/fixed/fixed-format.ts`.
 */
import { div128, magnitude, mulHighI64 } from './wide';

/** 1.0. Typed on its own: as an untyped literal it would make unsigned expressions signed. */
export const ONE: i64 = 1 << 32;
const MIN_MAGNITUDE: u64 = 1 << 63;

// @ts-ignore: decorator
@inline
function isU32(bits: i64): bool {
  return <u64>bits >> 32 == 0;
}

export function saturatingAdd(a: i64, b: i64): i64 {
  const sum = a + b;
  // Overflow: both operands have the sign that the sum has not.
  if (((a ^ sum) & (b ^ sum)) < 0) return a < 0 ? i64.MIN_VALUE : i64.MAX_VALUE;
  return sum;
}

export function saturatingSub(a: i64, b: i64): i64 {
  const difference = a - b;
  if (((a ^ b) & (a ^ difference)) < 0) return a < 0 ? i64.MIN_VALUE : i64.MAX_VALUE;
  return difference;
}

/** floor(a · b), clamped. */
export function saturatingMul(a: i64, b: i64): i64 {
  if (isU32(a | b)) return <i64>((<u64>a * <u64>b) >> 32);
  const high = mulHighI64(a, b);
  if (high != <i64>(<i32>high)) return high < 0 ? i64.MIN_VALUE : i64.MAX_VALUE;
  return (high << 32) | <i64>(<u64>(a * b) >> 32);
}

/** floor(a · b), or 0 where it does not fit. */
export function checkedMulOrZero(a: i64, b: i64): i64 {
  if (isU32(a | b)) return <i64>((<u64>a * <u64>b) >> 32);
  const high = mulHighI64(a, b);
  if (high != <i64>(<i32>high)) return 0;
  return (high << 32) | <i64>(<u64>(a * b) >> 32);
}

/** trunc(a / b); `zeroOnOverflow` is safe-math's `safe_div`, otherwise clamped. b != 0. */
function divide(a: i64, b: i64, zeroOnOverflow: bool): i64 {
  const negative = (a ^ b) < 0;
  const dividend = magnitude(a);
  const divisor = magnitude(b);
  const high = dividend >> 32;
  const limit = MIN_MAGNITUDE - (negative ? 0 : 1);
  if (high < divisor) {
    const quotient = high == 0 ? (dividend << 32) / divisor : div128(high, dividend << 32, divisor);
    if (quotient <= limit) return negative ? -(<i64>quotient) : <i64>quotient;
  }
  if (zeroOnOverflow) return 0;
  return negative ? i64.MIN_VALUE : i64.MAX_VALUE;
}

/** trunc(a / b), 0 for b = 0 and for overflow. */
export function safeDiv(a: i64, b: i64): i64 {
  return b == 0 ? 0 : divide(a, b, true);
}

/** trunc(a / b), clamped; b != 0. */
export function saturatingDiv(a: i64, b: i64): i64 {
  return divide(a, b, false);
}

/** floor(x · 65535) as u16, clamped: `fixed_proportion_to_u16`. */
export function proportionToU16(x: i64): u16 {
  if (x <= 0) return 0;
  if (x >= ONE) return 65535;
  return <u16>((<u64>x * 65535) >> 32);
}

/** trunc(x / 65535) of an integer: `u16_proportion_to_fixed`. 65535 is exactly 1.0. */
// @ts-ignore: decorator
@inline
export function u16ProportionToFixed(x: u32): i64 {
  return <i64>((<u64>x << 32) / 65535);
}
