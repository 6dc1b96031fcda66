/**
 * Clipping at a threshold per column.
 * Source: subtensor `epoch/math.rs`: col_clip_sparse, inplace_col_clip, clamp_value.
 */
import { I32F32 } from '../fixed/i32f32.js';
import type { DenseMatrix, SparseMatrix } from './sparse-matrix.js';

/** `col_clip_sparse`: min(w_ij, threshold_j); an entry clipped to a threshold <= 0 is dropped. */
export function colClipSparse(matrix: SparseMatrix, thresholds: readonly I32F32[]): SparseMatrix {
  return matrix.map((row) =>
    row.flatMap((entry) => {
      const threshold = thresholds[entry[0]] ?? I32F32.zero;
      if (threshold >= entry[1]) return [entry];
      return threshold > 0n ? [[entry[0], threshold] as const] : [];
    }),
  );
}

/** `inplace_col_clip`: columns without a threshold keep their values. */
export function colClip(matrix: DenseMatrix, thresholds: readonly I32F32[]): DenseMatrix {
  return matrix.map((row) => row.map((value, j) => I32F32.lesser(thresholds[j] ?? value, value)));
}

/** `clamp_value`: at most `high`, then at least `low`. */
export function clampValue(value: I32F32, low: I32F32, high: I32F32): I32F32 {
  return I32F32.greater(I32F32.lesser(value, high), low);
}
