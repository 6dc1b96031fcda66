import type { I32F32 } from '../fixed/i32f32.js';

/** One row of a sparse matrix: `[column, value]` in stored order; columns may be unsorted. */
export type SparseRow = readonly (readonly [column: number, value: I32F32])[];
/** Rows by uid. */
export type SparseMatrix = readonly SparseRow[];
/** Rows of equal length; used by the primitives, the production epoch is sparse. */
export type DenseMatrix = readonly (readonly I32F32[])[];

/** Applies `change` to every stored entry and keeps the structure. */
export function mapEntries(
  matrix: SparseMatrix,
  change: (value: I32F32, column: number, row: number) => I32F32,
): SparseMatrix {
  return matrix.map((row, i) => row.map(([j, value]) => [j, change(value, j, i)] as const));
}

/** Keeps the entries for which `keep` holds. */
export function filterEntries(
  matrix: SparseMatrix,
  keep: (column: number, row: number, value: I32F32) => boolean,
): SparseMatrix {
  return matrix.map((row, i) => row.filter(([j, value]) => keep(j, i, value)));
}
