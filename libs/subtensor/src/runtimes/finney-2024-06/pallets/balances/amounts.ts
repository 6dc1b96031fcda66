import { arithmeticFailure } from '@yumanet/frame';

const U64_MAX = (1n << 64n) - 1n;

/** u64 arithmetic of balances. */
export const saturatingAdd = (a: bigint, b: bigint): bigint => (a + b > U64_MAX ? U64_MAX : a + b);

export const saturatingSub = (a: bigint, b: bigint): bigint => (a > b ? a - b : 0n);

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** The sum, or undefined above u64. */
export const checkedAdd = (a: bigint, b: bigint): bigint | undefined => (a + b > U64_MAX ? undefined : a + b);

/** The sum; throws Arithmetic Overflow above u64. */
export function addOrOverflow(a: bigint, b: bigint): bigint {
  const sum = checkedAdd(a, b);
  if (sum === undefined) throw arithmeticFailure('Overflow');
  return sum;
}
