/**
 * Kernels of the screen: Yuma 2 in float32, many epochs at once, all padded to `rows` × `n`. Approximate: see `screen.ts`.
 * Column threads are x = epoch · n + j, row threads x = epoch · rows + i; half is added before dividing, so that no
 * driver's division falls below a whole epoch.
 *
 * gpu.js reads the source text of these functions: no closures, no destructuring, no other function of this file.
 */
import type { KernelThis } from './gpu-js.js';

/** The smallest score v with stake(score > v) < kappa. */
export function screenConsensus(
  this: KernelThis,
  weights: Float32Array,
  scales: Float32Array,
  votes: Float32Array,
  kappas: Float32Array,
): number {
  const epoch = Math.floor((this.thread.x + 0.5) / this.constants.n);
  const j = this.thread.x - epoch * this.constants.n;
  const first = epoch * this.constants.rows;
  const kappa = kappas[epoch]!;
  let low = 0;
  let high = 0;
  let all = 0;
  for (let i = 0; i < this.constants.rows; i++) {
    const score = weights[(first + i) * this.constants.n + j]! * scales[first + i]!;
    if (score > 0) {
      all += votes[first + i]!;
      high = Math.max(high, score);
    }
  }
  if (all < kappa) return 0;
  for (let step = 0; step < 24; step++) {
    const candidate = (low + high) * 0.5;
    let above = 0;
    for (let i = 0; i < this.constants.rows; i++) {
      const score = weights[(first + i) * this.constants.n + j]! * scales[first + i]!;
      if (score > candidate) above += votes[first + i]!;
    }
    if (above >= kappa) low = candidate;
    else high = candidate;
  }
  // The answer is a score: the first one above.
  let next = 2;
  for (let i = 0; i < this.constants.rows; i++) {
    const score = weights[(first + i) * this.constants.n + j]! * scales[first + i]!;
    if (score > low) next = Math.min(next, score);
  }
  if (next > 1) return high;
  return next;
}

/** Σ stake · min(weight, consensus). */
export function screenRanks(
  this: KernelThis,
  weights: Float32Array,
  scales: Float32Array,
  stakes: Float32Array,
  consensus: Float32Array,
): number {
  const epoch = Math.floor((this.thread.x + 0.5) / this.constants.n);
  const j = this.thread.x - epoch * this.constants.n;
  const first = epoch * this.constants.rows;
  const limit = consensus[this.thread.x]!;
  let sum = 0;
  for (let i = 0; i < this.constants.rows; i++) {
    const score = weights[(first + i) * this.constants.n + j]! * scales[first + i]!;
    sum += stakes[first + i]! * Math.min(score, limit);
  }
  return sum;
}

/** Σ stake · (weight for bonds): between the weight (penalty 0) and the clipped one (penalty 1). */
export function screenDeltaSums(
  this: KernelThis,
  weights: Float32Array,
  scales: Float32Array,
  stakes: Float32Array,
  consensus: Float32Array,
  penalties: Float32Array,
): number {
  const epoch = Math.floor((this.thread.x + 0.5) / this.constants.n);
  const j = this.thread.x - epoch * this.constants.n;
  const first = epoch * this.constants.rows;
  const limit = consensus[this.thread.x]!;
  const penalty = penalties[epoch]!;
  let sum = 0;
  for (let i = 0; i < this.constants.rows; i++) {
    const score = weights[(first + i) * this.constants.n + j]! * scales[first + i]!;
    sum += stakes[first + i]! * (score + penalty * (Math.min(score, limit) - score));
  }
  return sum;
}

/** Σ stored bonds of a column. */
export function screenBondSums(this: KernelThis, bonds: Float32Array): number {
  const epoch = Math.floor((this.thread.x + 0.5) / this.constants.n);
  const j = this.thread.x - epoch * this.constants.n;
  const first = epoch * this.constants.rows;
  let sum = 0;
  for (let i = 0; i < this.constants.rows; i++) sum += bonds[(first + i) * this.constants.n + j]!;
  return sum;
}

/** Σ_j share · rank of a row: dividends but for a factor. */
export function screenDividends(
  this: KernelThis,
  weights: Float32Array,
  bonds: Float32Array,
  scales: Float32Array,
  stakes: Float32Array,
  consensus: Float32Array,
  ranks: Float32Array,
  deltaSums: Float32Array,
  bondSums: Float32Array,
  penalties: Float32Array,
  alphas: Float32Array,
): number {
  const epoch = Math.floor((this.thread.x + 0.5) / this.constants.rows);
  const column = epoch * this.constants.n;
  const row = this.thread.x * this.constants.n;
  const penalty = penalties[epoch]!;
  const alpha = alphas[epoch]!;
  const scale = scales[this.thread.x]!;
  const stake = stakes[this.thread.x]!;
  let total = 0;
  for (let j = 0; j < this.constants.n; j++) {
    const score = weights[row + j]! * scale;
    const clipped = Math.min(score, consensus[column + j]!);
    const delta = stake * (score + penalty * (clipped - score));
    const deltaSum = deltaSums[column + j]!;
    const bondSum = bondSums[column + j]!;
    let share = 0;
    let all = 0;
    if (deltaSum > 0) {
      share += (alpha * delta) / deltaSum;
      all += alpha;
    }
    if (bondSum > 0) {
      share += ((1 - alpha) * bonds[row + j]!) / bondSum;
      all += 1 - alpha;
    }
    if (all > 0) total += (share / all) * ranks[column + j]!;
  }
  return total;
}
