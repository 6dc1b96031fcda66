import { YumaError } from '../errors.js';
import { I32F32 } from './i32f32.js';

const MANTISSA_BITS = 23;
const EXPONENT_BIAS = 127;

/**
 * `I32F32::saturating_from_num` of an IEEE-754 f32, given by its 32 bits: nearest, ties to even, clamped.
 *
 * @throws YumaError ARITHMETIC for NaN, infinities and |x| >= 2^127, where upstream panics.
 */
export function fixedFromF32(bits: number): I32F32 {
  const negative = bits >>> 31 === 1;
  const exponentField = (bits >>> MANTISSA_BITS) & 0xff;
  if (exponentField >= 254) {
    throw new YumaError('ARITHMETIC', `f32: expected |x| < 2^127, got bits 0x${bits.toString(16)}`);
  }
  const fraction = BigInt(bits & 0x7fffff);
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
