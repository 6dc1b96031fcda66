/**
 * exp, sigmoid and ln in I32F32 that never fail.
 * Source: subtensor `epoch/math.rs`: exp_safe, sigmoid_safe, safe_ln.
 */
import { I32F32 } from '../fixed/i32f32.js';
import { exp, ln } from '../fixed/transcendental.js';
import { clampValue } from './clip.js';

const MIN_INPUT = I32F32.fromInt(-20);
const MAX_INPUT = I32F32.fromInt(20);

/** `exp_safe`: e^x of x clamped to ±20. Within ±20 no step of the series overflows. */
export function expSafe(input: I32F32): I32F32 {
  const x = clampValue(input, MIN_INPUT, MAX_INPUT);
  return exp(I32F32, x) ?? (x <= 0n ? I32F32.zero : I32F32.max);
}

/** `sigmoid_safe`: 1 / (1 + e^(−rho · (input − kappa))). */
export function sigmoidSafe(input: I32F32, rho: I32F32, kappa: I32F32): I32F32 {
  const offset = I32F32.saturatingSub(input, kappa);
  const negativeRho = I32F32.saturatingMul(rho, I32F32.saturatingNeg(I32F32.one));
  const denominator = I32F32.saturatingAdd(expSafe(I32F32.saturatingMul(negativeRho, offset)), I32F32.one);
  return I32F32.safeDiv(I32F32.one, denominator);
}

/** `safe_ln`: 0 where ln is not defined. */
export function safeLn(value: I32F32): I32F32 {
  return ln(I32F32, value) ?? I32F32.zero;
}
