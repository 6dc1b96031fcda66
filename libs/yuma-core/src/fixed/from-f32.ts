import { YumaError } from '../errors.js';
import { I32F32 } from './i32f32.js';

const MANTISSA_BITS = 23;
const EXPONENT_BIAS = 127;

/** Exponent field of infinities and NaN. */
const SPECIAL = 255;

/**
 * `I32F32::saturating_from_num` of an IEEE-754 f32, given by its 32 bits: nearest, ties to even, clamped. Infinities,
 * and NaN too, clamp by their sign.
 *
 * @throws YumaError ARITHMETIC for finite |x| > 2^127, which upstream takes for NaN and panics on.
 */
export function fixedFromF32(bits: number): I32F32 {
  const negative = bits >>> 31 === 1;
  const exponentField = (bits >>> MANTISSA_BITS) & 0xff;
  const fraction = BigInt(bits & 0x7fffff);
  if (exponentField === SPECIAL) return negative ? I32F32.min : I32F32.max;
  if (exponentField === SPECIAL - 1 && fraction !== 0n) {
    throw new YumaError('ARITHMETIC', `f32: expected |x| <= 2^127, got bits 0x${bits.toString(16)}`);
  }
  const mantissa = exponentField === 0 ? fraction : fraction | (1n << BigInt(MANTISSA_BITS));
  const exponent = Math.max(exponentField, 1) - EXPONENT_BIAS - MANTISSA_BITS;
  const magnitude = shiftToNearestEven(mantissa, exponent + I32F32.frac);
  const value = negative ? -magnitude : magnitude;
  return value > I32F32.max ? I32F32.max : value < I32F32.min ? I32F32.min : I32F32.bits(value);
}

function shiftToNearestEven(value: bigint, shift: number): bigint {
  if (shift >= 0) return value << BigInt(shift);
  const down = BigInt(-shift);
  const floor = value >> down;
  const rest = value - (floor << down);
  const half = 1n << (down - 1n);
  const roundUp = rest > half || (rest === half && (floor & 1n) === 1n);
  return roundUp ? floor + 1n : floor;
}
