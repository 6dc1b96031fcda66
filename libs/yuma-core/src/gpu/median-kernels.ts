/**
 * Kernels of the weighted median, one thread per column, exact in float32: nothing here leaves the integers below 2^24.
 *
 * A score (u32) is two limbs of 16 bits, a vote (u32) three of 11: 8,192 votes add up to less than 2^24 per limb. The
 * answer is v* = min { v : stake(score > v) < kappa }, its high limb first.
 * TypeScript twin: `src/math/weighted-median.ts`.
 *
 * gpu.js reads the source text of these functions: no closures, no destructuring, no other function of this file.
 */
import type { KernelThis } from './gpu-js.js';

/** More rows than this could exceed 2^24 in the sum of a limb. */
export const MOST_ROWS = 8192;

/** Keeps an array on the device. */
export function keep(this: KernelThis, values: Float32Array): number {
  return values[this.thread.x]!;
}

/** The high limb: the smallest h with stake(high > h) < kappa. */
export function highLimb(
  this: KernelThis,
  high: Float32Array,
  votes0: Float32Array,
  votes1: Float32Array,
  votes2: Float32Array,
  kappa: Float32Array,
): number {
  let answer = 0;
  let step = 32768;
  for (let bit = 0; bit < 16; bit++) {
    const candidate = answer + step - 1;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    for (let i = 0; i < this.constants.rows; i++) {
      if (high[i * this.constants.n + this.thread.x]! > candidate) {
        sum0 += votes0[i]!;
        sum1 += votes1[i]!;
        sum2 += votes2[i]!;
      }
    }
    const carry0 = Math.floor(sum0 * 0.00048828125);
    sum0 = sum0 - carry0 * 2048;
    sum1 = sum1 + carry0;
    const carry1 = Math.floor(sum1 * 0.00048828125);
    sum1 = sum1 - carry1 * 2048;
    sum2 = sum2 + carry1;
    let reached = 0;
    if (sum2 > kappa[2]!) reached = 1;
    if (sum2 === kappa[2]!) {
      if (sum1 > kappa[1]!) reached = 1;
      if (sum1 === kappa[1]!) {
        if (sum0 >= kappa[0]!) reached = 1;
      }
    }
    if (reached === 1) answer = answer + step;
    step = step * 0.5;
  }
  return answer;
}

/** The low limb below a high limb: the smallest l with stake(score > (h, l)) < kappa. */
export function lowLimb(
  this: KernelThis,
  high: Float32Array,
  low: Float32Array,
  found: Float32Array,
  votes0: Float32Array,
  votes1: Float32Array,
  votes2: Float32Array,
  kappa: Float32Array,
): number {
  const h = found[this.thread.x]!;
  let answer = 0;
  let step = 32768;
  for (let bit = 0; bit < 16; bit++) {
    const candidate = answer + step - 1;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    for (let i = 0; i < this.constants.rows; i++) {
      const upper = high[i * this.constants.n + this.thread.x]!;
      let above = 0;
      if (upper > h) above = 1;
      if (upper === h) {
        if (low[i * this.constants.n + this.thread.x]! > candidate) above = 1;
      }
      if (above === 1) {
        sum0 += votes0[i]!;
        sum1 += votes1[i]!;
        sum2 += votes2[i]!;
      }
    }
    const carry0 = Math.floor(sum0 * 0.00048828125);
    sum0 = sum0 - carry0 * 2048;
    sum1 = sum1 + carry0;
    const carry1 = Math.floor(sum1 * 0.00048828125);
    sum1 = sum1 - carry1 * 2048;
    sum2 = sum2 + carry1;
    let reached = 0;
    if (sum2 > kappa[2]!) reached = 1;
    if (sum2 === kappa[2]!) {
      if (sum1 > kappa[1]!) reached = 1;
      if (sum1 === kappa[1]!) {
        if (sum0 >= kappa[0]!) reached = 1;
      }
    }
    if (reached === 1) answer = answer + step;
    step = step * 0.5;
  }
  return answer;
}
