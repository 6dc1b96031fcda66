/**
 * Normalisation: divide by a sum (or a maximum), truncating; a zero sum leaves values as they are.
 * Sums over a vector or row are plain additions, column sums saturate; neither matters for normalised data.
 * Source: subtensor `epoch/math.rs`: inplace_normalize, inplace_normalize_64, inplace_row_normalize(_sparse),
 * inplace_col_normalize(_sparse), inplace_col_max_upscale(_sparse), vecdiv.
 */
import { I32F32 } from '../fixed/i32f32.js';
import { I64F64 } from '../fixed/i64f64.js';
import { mapEntries, type DenseMatrix, type SparseMatrix } from './sparse-matrix.js';

/** `inplace_normalize`. */
export function normalize(x: readonly I32F32[]): I32F32[] {
  return normalizeUsingSum(x, I32F32.sum(x));
}

/** `inplace_normalize_using_sum`. */
export function normalizeUsingSum(x: readonly I32F32[], sum: I32F32): I32F32[] {
  return sum === 0n ? [...x] : x.map((value) => I32F32.safeDiv(value, sum));
}

/** `inplace_normalize_64`; the runtimes of 2024 divide with `saturatingDiv`. */
export function normalize64(
  x: readonly I64F64[],
  divide: (a: I64F64, b: I64F64) => I64F64 = (a, b) => I64F64.safeDiv(a, b),
): I64F64[] {
  const sum = I64F64.sum(x);
  return sum === 0n ? [...x] : x.map((value) => divide(value, sum));
}

/** `vecdiv`: x / y, 0 where y is 0 or missing. */
export function vecdiv(x: readonly I32F32[], y: readonly I32F32[]): I32F32[] {
  return x.map((value, i) => I32F32.safeDiv(value, y[i] ?? I32F32.zero));
}

/** `inplace_row_normalize_sparse`. */
export function rowNormalizeSparse(matrix: SparseMatrix): SparseMatrix {
  return matrix.map((row) => {
    const sum = I32F32.sum(row.map(([, value]) => value));
    return sum > 0n ? row.map(([j, value]) => [j, I32F32.safeDiv(value, sum)] as const) : row;
  });
}

/** `inplace_row_normalize`. */
export function rowNormalize(matrix: DenseMatrix): DenseMatrix {
  return matrix.map((row) => {
    const sum = I32F32.sum(row);
    return sum > 0n ? row.map((value) => I32F32.safeDiv(value, sum)) : row;
  });
}

/** `inplace_col_normalize_sparse`: columns outside `columns` keep their values. */
export function colNormalizeSparse(matrix: SparseMatrix, columns: number): SparseMatrix {
  return divideColumns(
    matrix,
    foldColumns(matrix, columns, (a, b) => I32F32.saturatingAdd(a, b)),
  );
}

/** `inplace_col_max_upscale_sparse`: the largest entry of a column becomes 1.0. */
export function colMaxUpscaleSparse(matrix: SparseMatrix, columns: number): SparseMatrix {
  return divideColumns(
    matrix,
    foldColumns(matrix, columns, (a, b) => I32F32.greater(a, b)),
  );
}

/** `inplace_col_normalize`; rows may have different lengths. */
export function colNormalize(matrix: DenseMatrix): DenseMatrix {
  return divideDenseColumns(matrix, (a, b) => I32F32.saturatingAdd(a, b));
}

/** `inplace_col_max_upscale`. */
export function colMaxUpscale(matrix: DenseMatrix): DenseMatrix {
  return divideDenseColumns(matrix, (a, b) => I32F32.greater(a, b));
}

type Fold = (accumulated: I32F32, value: I32F32) => I32F32;

function foldColumns(matrix: SparseMatrix, columns: number, fold: Fold): I32F32[] {
  const folded = new Array<I32F32>(columns).fill(I32F32.zero);
  for (const row of matrix) {
    for (const [j, value] of row) if (j < columns) folded[j] = fold(folded[j]!, value);
  }
  return folded;
}

function divideColumns(matrix: SparseMatrix, divisors: readonly I32F32[]): SparseMatrix {
  return mapEntries(matrix, (value, j) => divideUnlessZero(value, divisors[j] ?? I32F32.zero));
}

function divideDenseColumns(matrix: DenseMatrix, fold: Fold): DenseMatrix {
  const width = Math.max(0, ...matrix.map((row) => row.length));
  const divisors = new Array<I32F32>(width).fill(I32F32.zero);
  for (const row of matrix) row.forEach((value, j) => (divisors[j] = fold(divisors[j]!, value)));
  return matrix.map((row) => row.map((value, j) => divideUnlessZero(value, divisors[j]!)));
}

function divideUnlessZero(value: I32F32, divisor: I32F32): I32F32 {
  return divisor === 0n ? value : I32F32.safeDiv(value, divisor);
}
