/**
 * Products and sums of matrices and vectors.
 * Source: subtensor `epoch/math.rs`: row_hadamard(_sparse), matmul(_sparse), matmul_transpose(_sparse), vec_mul,
 * mat_vec_mul(_sparse), row_sum(_sparse).
 */
import { I32F32 } from '../fixed/i32f32.js';
import { mapEntries, type DenseMatrix, type SparseMatrix } from './sparse-matrix.js';

/** `row_hadamard_sparse`: w_ij · v_i. */
export function rowHadamardSparse(matrix: SparseMatrix, vector: readonly I32F32[]): SparseMatrix {
  return mapEntries(matrix.slice(0, vector.length), (value, _j, i) =>
    I32F32.saturatingMul(value, vector[i]!),
  );
}

/** `row_hadamard`. */
export function rowHadamard(matrix: DenseMatrix, vector: readonly I32F32[]): DenseMatrix {
  if (isEmpty(matrix)) return [[]];
  return matrix
    .slice(0, vector.length)
    .map((row, i) => row.map((value) => I32F32.saturatingMul(vector[i]!, value)));
}

/** `matmul_sparse`: result_j = Σ_i v_i · w_ij, each product floored. */
export function matmulSparse(matrix: SparseMatrix, vector: readonly I32F32[], columns: number): I32F32[] {
  const result = new Array<I32F32>(columns).fill(I32F32.zero);
  matrix.forEach((row, i) => {
    const scale = vector[i] ?? I32F32.zero;
    for (const [j, value] of row) {
      if (j < columns) result[j] = I32F32.saturatingAdd(result[j]!, I32F32.saturatingMul(scale, value));
    }
  });
  return result;
}

/** `matmul`: as wide as the first row. */
export function matmul(matrix: DenseMatrix, vector: readonly I32F32[]): I32F32[] {
  return matmulSparse(
    matrix.map((row) => row.map((value, j) => [j, value] as const)),
    vector,
    matrix[0]?.length ?? 0,
  );
}

/** `matmul_transpose_sparse`: result_i = Σ_j v_j · w_ij. */
export function matmulTransposeSparse(matrix: SparseMatrix, vector: readonly I32F32[]): I32F32[] {
  return matrix.map((row) =>
    row.reduce(
      (sum, [j, value]) => I32F32.saturatingAdd(sum, I32F32.saturatingMul(vector[j] ?? I32F32.zero, value)),
      I32F32.zero,
    ),
  );
}

/** `matmul_transpose`. */
export function matmulTranspose(matrix: DenseMatrix, vector: readonly I32F32[]): I32F32[] {
  if (isEmpty(matrix)) return [];
  return matmulTransposeSparse(
    matrix.map((row) => row.slice(0, vector.length).map((value, j) => [j, value] as const)),
    vector,
  );
}

/** `vec_mul`: element by element, 0 where a product does not fit. */
export function vecMul(a: readonly I32F32[], b: readonly I32F32[]): I32F32[] {
  return a.slice(0, b.length).map((x, i) => I32F32.checkedMul(x, b[i]!) ?? I32F32.zero);
}

/** `mat_vec_mul`: w_ij · v_j. */
export function matVecMul(matrix: DenseMatrix, vector: readonly I32F32[]): DenseMatrix {
  return isEmpty(matrix) ? [[]] : matrix.map((row) => vecMul(row, vector));
}

/** `mat_vec_mul_sparse`: w_ij · v_j; products that are 0 are not stored. */
export function matVecMulSparse(matrix: SparseMatrix, vector: readonly I32F32[]): SparseMatrix {
  return matrix.map((row) =>
    row.flatMap(([j, value]) => {
      const factor = vector[j];
      const product = factor === undefined ? I32F32.zero : I32F32.saturatingMul(value, factor);
      return product === 0n ? [] : [[j, product] as const];
    }),
  );
}

/** `row_sum_sparse`. */
export function rowSumSparse(matrix: SparseMatrix): I32F32[] {
  return matrix.map((row) => I32F32.sum(row.map(([, value]) => value)));
}

/** `row_sum`: nothing where the first row is empty. */
export function rowSum(matrix: DenseMatrix): I32F32[] {
  return matrix[0]?.length === 0 ? [] : matrix.map((row) => I32F32.sum(row));
}

function isEmpty(matrix: DenseMatrix): boolean {
  return (matrix[0]?.length ?? 0) === 0;
}
