/**
 * Saturating u64 arithmetic of the pallet. Where spec 185 adds or subtracts plainly (its release build wraps), the
 * value cannot leave u64 while issuance is below 2^64, so saturating there changes nothing.
 */
export const U64_MAX = (1n << 64n) - 1n;

export const add = (a: bigint, b: bigint): bigint => (a + b > U64_MAX ? U64_MAX : a + b);

export const sub = (a: bigint, b: bigint): bigint => (a > b ? a - b : 0n);
