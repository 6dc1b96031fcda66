/**
 * `alpha_sigmoid` of four differences at once: the Taylor series of `fixed/exp.ts`, bit for bit.
 *
 * For |x| <= 10 every product floor(term · x) is below 2^47, so it is an exact f64, and one multiplication by a
 * slightly large 1 / i divides it exactly (the excess stays below 1 / i). Larger exponents are left to the scalar.
 */
import { ONE } from '../fixed/i32f32';
import { highHalves, lowHalves, mulHigh } from './lanes';

const MAGIC: f64 = 4503599627370496.0;
const MAGIC_BITS: i64 = 0x4330_0000_0000_0000;
const TWO_32: f64 = 4294967296.0;
const TWO_64: f64 = 18446744073709551616.0;
/** e as x = 1.0 exactly returns it. */
const E: f64 = 11674931200.0;
const LAST_TERM: i32 = 31;
/** Steepness / −100 up to which |x| = |slope · (difference − 1/2)| <= 10. */
export const SIMD_SLOPE: i64 = 20 << 32;

/** Integers below 2^52 in u64 lanes to f64. */
// @ts-ignore: decorator
@inline
function toF64(x: v128): v128 {
  return f64x2.sub(v128.or(x, i64x2.splat(MAGIC_BITS)), f64x2.splat(MAGIC));
}

/** 1 / i, up two units in the last place. */
// @ts-ignore: decorator
@inline
function inverse(i: i32): v128 {
  return f64x2.splat(reinterpret<f64>(reinterpret<i64>(1.0 / <f64>i) + 2));
}

/** floor(2^64 / d) of integers 2^32 <= d < 2^48: a rounded quotient, corrected by its remainder. */
// @ts-ignore: decorator
@inline
function overTwo64(d: v128): v128 {
  const estimate = f64x2.floor(f64x2.div(f64x2.splat(TWO_64), d));
  const magic = f64x2.splat(MAGIC);
  const quotient = v128.xor(f64x2.add(estimate, magic), i64x2.splat(MAGIC_BITS));
  const divisor = v128.xor(f64x2.add(d, magic), i64x2.splat(MAGIC_BITS));
  // 2^64 − quotient · divisor, modulo 2^64: small, of either sign.
  const rest = i64x2.neg(i64x2.mul(quotient, divisor));
  const tooLarge = i64x2.lt_s(rest, i64x2.splat(0));
  const tooSmall = i64x2.ge_s(rest, divisor);
  return i64x2.sub(i64x2.add(quotient, tooLarge), tooSmall);
}

/** e^y from y and the series of |y|, as f64 integers. */
// @ts-ignore: decorator
@inline
function finishExp(sum: v128, y: v128): v128 {
  // Exactly 1.0 is a constant; −1.0 is the series inverted, as for any other y below 0.
  const positive = v128.bitselect(f64x2.splat(E), sum, i64x2.eq(y, i64x2.splat(ONE)));
  return v128.bitselect(toF64(overTwo64(sum)), positive, i64x2.lt_s(y, i64x2.splat(0)));
}

/** slope · (difference − 1/2), floored, of two differences in u64 lanes. */
// @ts-ignore: decorator
@inline
function exponent(difference: v128, fraction: v128, whole: i64): v128 {
  const centred = i64x2.sub(difference, i64x2.splat(1 << 31));
  return i64x2.add(i64x2.mul(centred, i64x2.splat(whole)), i64x2.shr_s(fraction, 32));
}

/**
 * alpha = low + floor(sigmoid · (high − low)) of four differences in [0, 1).
 *
 * @param slope I32F32 within ±`SIMD_SLOPE`
 */
export function alphaOfDifferences(difference: v128, slope: i64, low: v128, range: v128): v128 {
  const whole = slope >> 32;
  const slopeLow = slope & 0xffff_ffff;
  const slopeLanes = i32x4.splat(<i32>slopeLow);
  const half = i64x2.splat(slopeLow << 31);
  const yLow = exponent(
    i64x2.extend_low_i32x4_u(difference),
    i64x2.sub(i64x2.extmul_low_i32x4_u(difference, slopeLanes), half),
    whole,
  );
  const yHigh = exponent(
    i64x2.extend_high_i32x4_u(difference),
    i64x2.sub(i64x2.extmul_high_i32x4_u(difference, slopeLanes), half),
    whole,
  );
  const xLow = i64x2.abs(yLow);
  const xHigh = i64x2.abs(yHigh);
  const fraction = lowHalves(xLow, xHigh);
  const integer = highHalves(xLow, xHigh);
  const magic = f64x2.splat(MAGIC);
  const magicHigh = i32x4.splat(0x43300000);
  let sumLow = f64x2.add(toF64(xLow), f64x2.splat(TWO_32));
  let sumHigh = f64x2.add(toF64(xHigh), f64x2.splat(TWO_32));
  let termLow = fraction;
  let termHigh = integer;
  for (let i = 2; i <= LAST_TERM; i++) {
    // floor(term · x): four partial products of 32 bits each.
    const top = i32x4.mul(termHigh, integer);
    const productLow = i64x2.add(
      i64x2.add(
        i64x2.shr_u(i64x2.extmul_low_i32x4_u(termLow, fraction), 32),
        i64x2.extmul_low_i32x4_u(termHigh, fraction),
      ),
      i64x2.add(
        i64x2.extmul_low_i32x4_u(termLow, integer),
        i64x2.shl(i64x2.extend_low_i32x4_u(top), 32),
      ),
    );
    const productHigh = i64x2.add(
      i64x2.add(
        i64x2.shr_u(i64x2.extmul_high_i32x4_u(termLow, fraction), 32),
        i64x2.extmul_high_i32x4_u(termHigh, fraction),
      ),
      i64x2.add(
        i64x2.extmul_high_i32x4_u(termLow, integer),
        i64x2.shl(i64x2.extend_high_i32x4_u(top), 32),
      ),
    );
    const scale = inverse(i);
    const nextLow = f64x2.floor(f64x2.mul(toF64(productLow), scale));
    const nextHigh = f64x2.floor(f64x2.mul(toF64(productHigh), scale));
    sumLow = f64x2.add(sumLow, nextLow);
    sumHigh = f64x2.add(sumHigh, nextHigh);
    if (!v128.any_true(v128.or(nextLow, nextHigh))) break;
    const bitsLow = f64x2.add(nextLow, magic);
    const bitsHigh = f64x2.add(nextHigh, magic);
    termLow = lowHalves(bitsLow, bitsHigh);
    termHigh = v128.xor(highHalves(bitsLow, bitsHigh), magicHigh);
  }
  const one = f64x2.splat(TWO_32);
  const sigmoid = lowHalves(
    overTwo64(f64x2.add(finishExp(sumLow, yLow), one)),
    overTwo64(f64x2.add(finishExp(sumHigh, yHigh), one)),
  );
  return i32x4.add(low, mulHigh(sigmoid, range));
}
