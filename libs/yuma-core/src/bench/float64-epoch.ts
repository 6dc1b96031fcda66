/**
 * The same epoch in plain JavaScript numbers: what one would write without asking for exactness. It is the yardstick
 * of a run: ratios to it hold on a noisy machine. Yuma 2, penalty 1, no masks but the diagonal; results are approximate
 * and used for nothing.
 */
import type { EpochInput } from '../types.js';

export interface Float64Epoch {
  readonly n: number;
  readonly kappa: number;
  readonly alpha: number;
  /** Validators' stake shares, and their dense rows. */
  readonly stake: Float64Array;
  readonly weights: readonly Float64Array[];
  readonly bonds: readonly Float64Array[];
}

/** Converts once, outside the measurement. */
export function toFloat64(input: EpochInput): Float64Epoch {
  const { n, weights } = input;
  const rows = Array.from({ length: n }, (_, i) => i).filter(
    (i) => weights.offsets[i + 1]! > weights.offsets[i]!,
  );
  const stakes = rows.map((i) =>
    Number(input.ruleset === '2024' ? input.stake[i]! : input.stakeI64F64[2 * i + 1]!),
  );
  const total = stakes.reduce((a, b) => a + b, 0);
  const dense = (matrix: EpochInput['weights'], i: number) => {
    const row = new Float64Array(n);
    for (let k = matrix.offsets[i]!; k < matrix.offsets[i + 1]!; k++) {
      const j = matrix.entries[2 * k]!;
      if (j < n && j !== i) row[j] = matrix.entries[2 * k + 1]!;
    }
    return row;
  };
  return {
    n,
    kappa: input.kappa / 65535,
    alpha: 1 - Number(input.bondsMovingAverage) / 1e6,
    stake: Float64Array.from(stakes, (stake) => stake / total),
    weights: rows.map((i) => dense(weights, i)),
    bonds: rows.map((i) => dense(input.bonds, i)),
  };
}

/** Dividends of one epoch; new bonds on the way. */
export function runFloat64(epoch: Float64Epoch): Float64Array {
  const { n, stake } = epoch;
  const weights = epoch.weights.map((row) => scaled(row, 1 / (sum(row) || 1)));
  const consensus = new Float64Array(n);
  for (let j = 0; j < n; j++) consensus[j] = medianOfColumn(weights, stake, j, epoch.kappa);
  const clipped = weights.map((row) => row.map((value, j) => Math.min(value, consensus[j]!)));
  const delta = clipped.map((row, i) => scaled(row, stake[i]!));
  const ranks = columnSums(delta, n);
  const incentive = scaled(ranks, 1 / (sum(ranks) || 1));
  const bondSums = columnSums(epoch.bonds, n);
  const ema = delta.map((row, i) => {
    const old = epoch.bonds[i]!;
    return row.map(
      (value, j) =>
        epoch.alpha * (value / (ranks[j]! || 1)) + (1 - epoch.alpha) * (old[j]! / (bondSums[j]! || 1)),
    );
  });
  const emaSums = columnSums(ema, n);
  const largest = new Float64Array(n);
  for (const row of ema) for (let j = 0; j < n; j++) largest[j] = Math.max(largest[j]!, row[j]!);
  const dividends = new Float64Array(ema.length);
  ema.forEach((row, i) => {
    const stored = new Uint16Array(n);
    let total = 0;
    for (let j = 0; j < n; j++) {
      total += (row[j]! / (emaSums[j]! || 1)) * incentive[j]!;
      stored[j] = (row[j]! / (largest[j]! || 1)) * 65535;
    }
    dividends[i] = total;
  });
  return dividends;
}

function medianOfColumn(
  weights: readonly Float64Array[],
  stake: Float64Array,
  j: number,
  kappa: number,
): number {
  const order = weights
    .map((row, i) => ({ value: row[j]!, stake: stake[i]! }))
    .sort((a, b) => b.value - a.value);
  let above = 0;
  for (const { value, stake: share } of order) {
    above += share;
    if (above >= kappa) return value;
  }
  return 0;
}

function columnSums(rows: readonly Float64Array[], n: number): Float64Array {
  const sums = new Float64Array(n);
  for (const row of rows) for (let j = 0; j < n; j++) sums[j]! += row[j]!;
  return sums;
}

function sum(row: Float64Array): number {
  let total = 0;
  for (const value of row) total += value;
  return total;
}

function scaled(row: Float64Array, factor: number): Float64Array {
  return row.map((value) => value * factor);
}
