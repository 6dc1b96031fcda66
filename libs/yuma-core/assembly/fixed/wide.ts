/** 128-bit products and quotients out of 64-bit instructions: WebAssembly has no wider ones. */

/** High 64 bits of the 128-bit product. */
export function mulHighU64(a: u64, b: u64): u64 {
  const aLow = a & 0xffff_ffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffff_ffff;
  const bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  const middleLow = aLow * bHigh + (middle & 0xffff_ffff);
  return aHigh * bHigh + (middle >> 32) + (middleLow >> 32);
}

/** High 64 bits of the signed 128-bit product. */
export function mulHighI64(a: i64, b: i64): i64 {
  let high = mulHighU64(<u64>a, <u64>b);
  if (a < 0) high -= <u64>b;
  if (b < 0) high -= <u64>a;
  return <i64>high;
}

/** floor((high · 2^64 + low) / divisor), for high < divisor: shift and subtract, 64 steps. */
export function div128(high: u64, low: u64, divisor: u64): u64 {
  let remainder = high;
  let quotient: u64 = 0;
  for (let bit = 63; bit >= 0; bit--) {
    const carry = remainder >> 63;
    remainder = (remainder << 1) | ((low >> bit) & 1);
    quotient <<= 1;
    if (carry != 0 || remainder >= divisor) {
      remainder -= divisor;
      quotient |= 1;
    }
  }
  return quotient;
}

// @ts-ignore: decorator
@inline
export function magnitude(a: i64): u64 {
  return a < 0 ? <u64>0 - <u64>a : <u64>a;
}
