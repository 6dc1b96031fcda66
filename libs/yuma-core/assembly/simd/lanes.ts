/**
 * Four columns at a time: I32F32 values in [0, 1) as u32 lanes, value = bits / 2^32. Exactly 1.0 does not fit; where
 * it can occur, `ALL_ONES` stands for it (see `passes/route.ts`).
 */

/** floor(a · b) of lanes. */
// @ts-ignore: decorator
@inline
export function mulHigh(a: v128, b: v128): v128 {
  return highHalves(i64x2.extmul_low_i32x4_u(a, b), i64x2.extmul_high_i32x4_u(a, b));
}

/** ceil(a · b) of lanes. */
// @ts-ignore: decorator
@inline
export function mulHighCeil(a: v128, b: v128): v128 {
  const round = i64x2.splat(0xffff_ffff);
  return highHalves(
    i64x2.add(i64x2.extmul_low_i32x4_u(a, b), round),
    i64x2.add(i64x2.extmul_high_i32x4_u(a, b), round),
  );
}

/** The upper 32 bits of four u64. */
// @ts-ignore: decorator
@inline
export function highHalves(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7);
}

/** The lower 32 bits of four u64. */
// @ts-ignore: decorator
@inline
export function lowHalves(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(low, high, 0, 2, 4, 6);
}

const MAGIC: f64 = 4503599627370496.0;
const MAGIC_HIGH: i32 = 0x43300000;

/**
 * floor(x · scale) of u16 in u32 lanes: x becomes 2^52 + x by its bits, and back. `scaleLow` and `scaleHigh` are the
 * factors of lanes 0, 1 and 2, 3. Exact for scale = `u16Scale(total)`, x < total.
 */
// @ts-ignore: decorator
@inline
export function scaleU16(x: v128, scaleLow: v128, scaleHigh: v128): v128 {
  const magicHigh = i32x4.splat(MAGIC_HIGH);
  const magic = f64x2.splat(MAGIC);
  const low = f64x2.sub(v128.shuffle<i32>(x, magicHigh, 0, 4, 1, 5), magic);
  const high = f64x2.sub(v128.shuffle<i32>(x, magicHigh, 2, 6, 3, 7), magic);
  return lowHalves(
    f64x2.add(f64x2.floor(f64x2.mul(low, scaleLow)), magic),
    f64x2.add(f64x2.floor(f64x2.mul(high, scaleHigh)), magic),
  );
}

/**
 * 2^32 / total, up two units in the last place, so that trunc(x · scale) = floor(x · 2^32 / total) for x < 2^16: the
 * excess is below x · 2^-18.9 / total < 1 / total, the smallest gap to the next integer; and two units up, no
 * rounding falls below an exact quotient.
 */
// @ts-ignore: decorator
@inline
export function u16Scale(total: u32): f64 {
  if (total == 0) return 0;
  return reinterpret<f64>(reinterpret<i64>(4294967296.0 / <f64>total) + 2);
}

/** floor(x · 65535) as u16 in u32 lanes. */
// @ts-ignore: decorator
@inline
export function toU16(x: v128): v128 {
  return mulHigh(x, i32x4.splat(65535));
}

/** Four u16 in u32 lanes to 8 bytes. */
// @ts-ignore: decorator
@inline
export function storeU16(at: usize, x: v128): void {
  v128.store64_lane(at, i16x8.narrow_i32x4_u(x, x), 0);
}

/** Sum of four u32 lanes into a u64. */
// @ts-ignore: decorator
@inline
export function sumU32(x: v128): u64 {
  const pairs = i64x2.add(i64x2.extend_low_i32x4_u(x), i64x2.extend_high_i32x4_u(x));
  return <u64>i64x2.extract_lane(pairs, 0) + <u64>i64x2.extract_lane(pairs, 1);
}
