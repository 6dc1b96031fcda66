/**
 * Square root as substrate-fixed computes it: Newton's steps with truncation, as many as the format has fractional bits;
 * below 1 it is the inverse of the root of the inverse.
 * Source: encointer/substrate-fixed v0.6.0 `src/transcendental.rs`: sqrt.
 */
import type { Fixed, FixedFormat } from './fixed-format.js';

/** √operand, or undefined for operand < 0 and where 1 / operand overflows. */
export function sqrt<F extends string>(format: FixedFormat<F>, operand: Fixed<F>): Fixed<F> | undefined {
  if (operand < 0n) return undefined;
  if (operand === format.zero || operand === format.one) return operand;
  if (operand > format.one) return newton(format, operand);
  const inverse = format.checkedDiv(format.one, operand);
  return inverse === undefined ? undefined : format.checkedDiv(format.one, newton(format, inverse));
}

/** The root of operand > 1. */
function newton<F extends string>(format: FixedFormat<F>, operand: Fixed<F>): Fixed<F> {
  const scaled = operand << BigInt(format.frac);
  let root = operand / 2n + format.one;
  for (let step = 0; step < format.frac; step++) root = (root + scaled / root) / 2n;
  return format.bits(root);
}
