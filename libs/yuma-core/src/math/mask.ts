/**
 * Masks: what is masked becomes 0 (vectors) or is removed (sparse rows).
 * Source: subtensor `epoch/math.rs`: inplace_mask_vector, mask_rows_sparse, mask_diag_sparse(_except_index),
 * vec_mask_sparse_matrix, scalar_vec_mask_sparse_matrix.
 */
import { I32F32 } from '../fixed/i32f32.js';
import { filterEntries, type SparseMatrix } from './sparse-matrix.js';

/** `inplace_mask_vector`: an empty mask masks nothing, a missing entry of a shorter mask masks. */
export function maskVector(mask: readonly boolean[], vector: readonly I32F32[]): I32F32[] {
  if (mask.length === 0) return [...vector];
  return vector.map((value, i) => ((mask[i] ?? true) ? I32F32.zero : value));
}

/** `mask_rows_sparse`: a masked or missing row becomes empty. */
export function maskRowsSparse(mask: readonly boolean[], matrix: SparseMatrix): SparseMatrix {
  return matrix.map((row, i) => ((mask[i] ?? true) ? [] : row));
}

/** `mask_diag_sparse(_except_index)`: removes (i, i), except for `exceptIndex`. */
export function maskDiagSparse(matrix: SparseMatrix, exceptIndex: number | null = null): SparseMatrix {
  return filterEntries(matrix, (j, i) => i !== j || i === exceptIndex);
}

/** `vec_mask_sparse_matrix`: removes (i, j) where `masked(first[i], second[j])`; missing entries count as 0. */
export function vecMaskSparse(
  matrix: SparseMatrix,
  first: BigUint64Array,
  second: BigUint64Array,
  masked: (first: bigint, second: bigint) => boolean,
): SparseMatrix {
  return filterEntries(matrix, (j, i) => !masked(first[i] ?? 0n, second[j] ?? 0n));
}

/** `scalar_vec_mask_sparse_matrix`: the same with one value for every row. */
export function scalarVecMaskSparse(
  matrix: SparseMatrix,
  scalar: bigint,
  second: BigUint64Array,
  masked: (scalar: bigint, second: bigint) => boolean,
): SparseMatrix {
  return filterEntries(matrix, (j) => !masked(scalar, second[j] ?? 0n));
}
