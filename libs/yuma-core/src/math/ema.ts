/**
 * Exponential moving averages of bonds: alpha · new + (1 − alpha) · old.
 * Source: subtensor `epoch/math.rs`: mat_ema_sparse, mat_ema, mat_ema_alpha_sparse, mat_ema_alpha.
 */
import { I32F32 } from '../fixed/i32f32.js';
import type { DenseMatrix, SparseMatrix, SparseRow } from './sparse-matrix.js';

/** `mat_ema_sparse` of a square matrix: rows come out sorted by column and hold only what is > 0. */
export function matEmaSparse(newer: SparseMatrix, older: SparseMatrix, alpha: I32F32): SparseMatrix {
  const rest = I32F32.saturatingSub(I32F32.one, alpha);
  return newer.map((row, i) => {
    const sums = new Map<number, I32F32>();
    addScaled(sums, row, alpha, newer.length);
    addScaled(sums, older[i] ?? [], rest, newer.length);
    return [...sums].filter(([, value]) => value > 0n).sort(([a], [b]) => a - b);
  });
}

function addScaled(sums: Map<number, I32F32>, row: SparseRow, scale: I32F32, columns: number): void {
  for (const [j, value] of row) {
    if (j >= columns) continue;
    sums.set(j, I32F32.saturatingAdd(sums.get(j) ?? I32F32.zero, I32F32.saturatingMul(scale, value)));
  }
}

/** `mat_ema`. */
export function matEma(newer: DenseMatrix, older: DenseMatrix, alpha: I32F32): DenseMatrix {
  if ((newer[0]?.length ?? 0) === 0) return [[]];
  const rest = I32F32.saturatingSub(I32F32.one, alpha);
  return newer
    .slice(0, older.length)
    .map((row, i) =>
      row
        .slice(0, older[i]!.length)
        .map((value, j) =>
          I32F32.saturatingAdd(I32F32.saturatingMul(alpha, value), I32F32.saturatingMul(rest, older[i]![j]!)),
        ),
    );
}

/**
 * `mat_ema_alpha_sparse`, with an alpha for each cell: emits only entries that the new row has, in its order, so an
 * old bond without a current weight vanishes at once; results are clamped to at most 1 and kept where > 0.
 */
export function matEmaAlphaSparse(
  newer: SparseMatrix,
  older: SparseMatrix,
  alphas: readonly (readonly I32F32[])[],
): SparseMatrix {
  if (newer.length !== older.length || newer.length !== alphas.length) return newer;
  return newer.map((row, i) => {
    const alphaRow = alphas[i]!;
    const bonds = new Map(older[i]);
    return row.flatMap(([j, value]) => {
      const alpha = alphaRow[j];
      if (alpha === undefined) return [];
      const ema = emaClamped(value, bonds.get(j) ?? I32F32.zero, alpha);
      return ema > 0n ? [[j, ema] as const] : [];
    });
  });
}

/** `mat_ema_alpha`; returns an input untouched where shapes disagree, as upstream does. */
export function matEmaAlpha(newer: DenseMatrix, older: DenseMatrix, alphas: DenseMatrix): DenseMatrix {
  if ((newer[0]?.length ?? 0) === 0) return [[]];
  if (newer.length !== older.length || newer.length !== alphas.length) return older;
  const agree = newer.every((row, i) => row.length === older[i]!.length && row.length === alphas[i]!.length);
  if (!agree) return newer;
  return newer.map((row, i) => row.map((value, j) => emaClamped(value, older[i]![j]!, alphas[i]![j]!)));
}

function emaClamped(newer: I32F32, older: I32F32, alpha: I32F32): I32F32 {
  const decayed = I32F32.saturatingMul(I32F32.saturatingSub(I32F32.one, alpha), older);
  const increment = I32F32.greater(I32F32.saturatingMul(alpha, newer), I32F32.zero);
  return I32F32.lesser(I32F32.saturatingAdd(decayed, increment), I32F32.one);
}
