/**
 * Exact division of many u32 by one divisor per lane, without a division.
 *
 * R = floor(2^96 / b) + 1 in three limbs; floor(a · 2^32 / b) = a·R2 + high(a·R1 + high(a·R0)) for a < b: the error
 * is at most a / 2^64 < 2^-32 <= 1 / b, less than the gap to the next integer. b may be 2^32 itself.
 *
 * Divisors above 2^32 (column sums of Yuma 3) use R = floor(2^112 / b) + 1 and 16 more bits of shift: error
 * a / 2^80 < 2^-48 < 1 / b.
 */
import { highHalves } from './lanes';

/** Bytes of one limb of 16 lanes. */
const LIMB: usize = 64;
/** Three limbs of 16 lanes, lowest first. */
export const RECIPROCAL_BYTES: usize = 3 * LIMB;

/** floor(a / b) of the four lanes at `lane16` bytes into a reciprocal. */
// @ts-ignore: decorator
@inline
export function divide(a: v128, r0: v128, r1: v128, r2: v128): v128 {
  const low = i64x2.add(
    i64x2.extmul_low_i32x4_u(a, r1),
    i64x2.shr_u(i64x2.extmul_low_i32x4_u(a, r0), 32),
  );
  const high = i64x2.add(
    i64x2.extmul_high_i32x4_u(a, r1),
    i64x2.shr_u(i64x2.extmul_high_i32x4_u(a, r0), 32),
  );
  return i32x4.add(i32x4.mul(a, r2), highHalves(low, high));
}

/** As `divide`, with a reciprocal of `storeWideReciprocal`. */
// @ts-ignore: decorator
@inline
export function divideWide(a: v128, r0: v128, r1: v128, r2: v128): v128 {
  const low = i64x2.add(
    i64x2.extmul_low_i32x4_u(a, r2),
    i64x2.shr_u(
      i64x2.add(i64x2.extmul_low_i32x4_u(a, r1), i64x2.shr_u(i64x2.extmul_low_i32x4_u(a, r0), 32)),
      32,
    ),
  );
  const high = i64x2.add(
    i64x2.extmul_high_i32x4_u(a, r2),
    i64x2.shr_u(
      i64x2.add(i64x2.extmul_high_i32x4_u(a, r1), i64x2.shr_u(i64x2.extmul_high_i32x4_u(a, r0), 32)),
      32,
    ),
  );
  return v128.shuffle<i32>(i64x2.shr_u(low, 16), i64x2.shr_u(high, 16), 0, 2, 4, 6);
}

// @ts-ignore: decorator
@inline
function storeLimbs(at: usize, r0: u64, r1: u64, r2: u64): void {
  store<u32>(at, <u32>r0);
  store<u32>(at + LIMB, <u32>r1);
  store<u32>(at + 2 * LIMB, <u32>r2);
}

/** The reciprocal of 2 <= b <= 2^32 (0 and 1 give a reciprocal of 0: such a column has at most one entry). */
export function storeReciprocal(at: usize, b: u64): void {
  if (b < 2) {
    storeLimbs(at, 0, 0, 0);
    return;
  }
  // 2^64 = high · b + rest; 2^64 itself does not fit, 2^64 − 1 does.
  let high = u64.MAX_VALUE / b;
  let rest = u64.MAX_VALUE - high * b + 1;
  if (rest == b) {
    high++;
    rest = 0;
  }
  // rest < b <= 2^32, so the shift cannot overflow; neither can the limb carry twice.
  const low = (rest << 32) / b + 1;
  high += low >> 32;
  storeLimbs(at, low & 0xffff_ffff, high & 0xffff_ffff, high >> 32);
}

/** The reciprocal of 2^17 <= b < 2^48 for `divideWide`. */
export function storeWideReciprocal(at: usize, b: u64): void {
  // 2^112 / b by long division in base 2^16 digits of the remainder: each remainder is < b < 2^48.
  let quotient: u64 = u64.MAX_VALUE / b;
  let rest = u64.MAX_VALUE - quotient * b + 1;
  if (rest == b) {
    quotient++;
    rest = 0;
  }
  // quotient = floor(2^64 / b) < 2^47; three more digits of 16 bits.
  const d1 = (rest << 16) / b;
  rest = (rest << 16) - d1 * b;
  const d2 = (rest << 16) / b;
  rest = (rest << 16) - d2 * b;
  const d3 = (rest << 16) / b;
  // R = ((quotient · 2^16 + d1) · 2^16 + d2) · 2^16 + d3 + 1, below 2^95.
  const low = ((d2 << 16) | d3) + 1;
  const upper = ((quotient << 16) | d1) + (low >> 32);
  storeLimbs(at, low & 0xffff_ffff, upper & 0xffff_ffff, upper >> 32);
}
