/**
 * a + ratio · (b − a), element by element; the product rounds toward minus infinity, also where b < a.
 * Source: subtensor `epoch/math.rs`: interpolate_sparse, interpolate.
 */
import { I32F32 } from '../fixed/i32f32.js';
import type { DenseMatrix, SparseMatrix, SparseRow } from './sparse-matrix.js';

function between(a: I32F32, b: I32F32, ratio: I32F32): I32F32 {
  return I32F32.saturatingAdd(a, I32F32.saturatingMul(ratio, I32F32.saturatingSub(b, a)));
}

/**
 * `interpolate_sparse`: ratio 0 returns `a` and ratio 1 returns `b` untouched; otherwise rows come out sorted by
 * column and hold only what is > 0. Of several entries of one column the last counts.
 */
export function interpolateSparse(
  a: SparseMatrix,
  b: SparseMatrix,
  columns: number,
  ratio: I32F32,
): SparseMatrix {
  if (ratio === 0n) return a;
  if (ratio === I32F32.one || a.length !== b.length) return b;
  return a.map((row, i) => interpolateRow(row, b[i]!, columns, ratio));
}

function interpolateRow(a: SparseRow, b: SparseRow, columns: number, ratio: I32F32): SparseRow {
  const fromA = new Map(a);
  const fromB = new Map(b);
  return [...new Set([...fromA.keys(), ...fromB.keys()])]
    .filter((j) => j < columns)
    .sort((x, y) => x - y)
    .map((j) => [j, between(fromA.get(j) ?? I32F32.zero, fromB.get(j) ?? I32F32.zero, ratio)] as const)
    .filter(([, value]) => value > 0n);
}

/** `interpolate`: as wide as the first row of `a`; what has no counterpart is 0. */
export function interpolate(a: DenseMatrix, b: DenseMatrix, ratio: I32F32): DenseMatrix {
  if (ratio === 0n) return a;
  if (ratio === I32F32.one) return b;
  const columns = a[0]?.length ?? 0;
  if (columns === 0) return [[]];
  return a.map((row, i) =>
    Array.from({ length: columns }, (_, j) => {
      const [x, y] = [row[j], b[i]?.[j]];
      return x === undefined || y === undefined ? I32F32.zero : between(x, y, ratio);
    }),
  );
}
