/** Single lanes of the SIMD primitives, so that tests can compare them with the reference one by one. */
import { headerAddress } from '../memory';
import { Slot } from '../slots';
import { divide, divideWide, storeReciprocal, storeWideReciprocal } from './division';
import { scaleU16, u16Scale } from './lanes';
import { alphaOfDifferences } from './sigmoid';

const SCRATCH: usize = 192;

/** floor(a · 2^32 / b) of a < b, by the reciprocal for b <= 2^32 or by the wide one. */
export function divideForTest(a: u32, b: u64, wide: bool): u32 {
  const at = headerAddress() + (<usize>Slot.COUNT << 3) + SCRATCH;
  if (wide) storeWideReciprocal(at, b);
  else storeReciprocal(at, b);
  const r0 = v128.load32_splat(at);
  const r1 = v128.load32_splat(at, 64);
  const r2 = v128.load32_splat(at, 128);
  const lanes = i32x4.splat(a);
  return i32x4.extract_lane(wide ? divideWide(lanes, r0, r1, r2) : divide(lanes, r0, r1, r2), 3);
}

/** floor(x · 2^32 / total) of x < total. */
export function scaleForTest(x: u32, total: u32): u32 {
  const scale = f64x2.splat(u16Scale(total));
  return i32x4.extract_lane(scaleU16(i32x4.splat(x), scale, scale), 2);
}

/** `alphaOfDifferences` of one difference. */
export function sigmoidForTest(difference: u32, slope: i64, low: u32, range: u32): u32 {
  return i32x4.extract_lane(
    alphaOfDifferences(i32x4.splat(difference), slope, i32x4.splat(low), i32x4.splat(range)),
    1,
  );
}
