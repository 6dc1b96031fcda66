/**
 * exp, log2 and ln as substrate-fixed computes them: Taylor series and bit-by-bit logarithm with the format's own
 * truncations, so results differ from the mathematical ones in the last bits, always the same way.
 * Source: encointer/substrate-fixed v0.6.0 `src/transcendental.rs` (v0.5.9, used in 2024, computes the same).
 */
import type { Fixed, FixedFormat } from './fixed-format.js';
import { I9F23 } from './i9f23.js';

/** floor(e · 2^23) */
const E = I9F23.bits(22802600n);
/** floor(log2(e) · 2^23) */
const LOG2_E = I9F23.bits(12102203n);

/**
 * e^operand. Terms i = 2 … frac − 1: `term = trunc(floor(term · x) / i)`; for x < 0 the result is `trunc(1 / e^|x|)`;
 * exactly 1.0 returns the stored constant, not the series.
 *
 * @returns undefined where any step overflows.
 */
export function exp<F extends string>(format: FixedFormat<F>, operand: Fixed<F>): Fixed<F> | undefined {
  if (operand === format.zero) return format.one;
  if (operand === format.one) return format.fromFixed(I9F23, E);
  const negative = operand < 0n;
  if (negative && operand === format.min) return undefined;
  const magnitude = negative ? format.bits(-operand) : operand;
  const series = expSeries(format, magnitude);
  if (series === undefined || !negative) return series;
  return format.checkedDiv(format.one, series);
}

function expSeries<F extends string>(format: FixedFormat<F>, x: Fixed<F>): Fixed<F> | undefined {
  let result = format.checkedAdd(x, format.one);
  let term = x;
  for (let i = 2; i < format.frac && result !== undefined; i++) {
    const product = format.checkedMul(term, x);
    if (product === undefined) return undefined;
    term = format.bits(product / BigInt(i));
    result = format.checkedAdd(result, term);
  }
  return result;
}

/** log2(operand), or undefined for operand <= 0 and where 1 / operand overflows. */
export function log2<F extends string>(format: FixedFormat<F>, operand: Fixed<F>): Fixed<F> | undefined {
  if (operand <= 0n) return undefined;
  if (operand >= format.one) return log2FromOne(format, operand);
  const inverse = format.checkedDiv(format.one, operand);
  return inverse === undefined ? undefined : format.bits(-log2FromOne(format, inverse));
}

/** log2 of operand >= 1: the integer part by halving, then one bit of the fraction per squaring. */
function log2FromOne<F extends string>(format: FixedFormat<F>, operand: Fixed<F>): Fixed<F> {
  const two = format.one << 1n;
  let x: bigint = operand;
  let result = 0n;
  while (x >= two) {
    result += 1n;
    x = halveRoundingUp(x);
  }
  if (x === format.one) return format.fromInt(result);
  for (let bit = 0; bit < format.frac; bit++) {
    x = format.wrappingMul(format.bits(x), format.bits(x));
    result <<= 1n;
    if (x >= two) {
      result |= 1n;
      x = halveRoundingUp(x);
    }
  }
  return format.bits(result);
}

function halveRoundingUp(x: bigint): bigint {
  return (x >> 1n) + (x & 1n);
}

/** ln(operand) = log2(operand) / log2(e), or undefined as `log2`. */
export function ln<F extends string>(format: FixedFormat<F>, operand: Fixed<F>): Fixed<F> | undefined {
  const log = log2(format, operand);
  return log === undefined ? undefined : format.checkedDiv(log, format.fromFixed(I9F23, LOG2_E));
}
