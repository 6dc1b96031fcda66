/**
 * Ranks r_j = Σ_i w_ij · s_i of the clipped weights; incentive = normalised ranks. 2024 also stores trust, the
 * share of a rank that clipping left.
 * Source: subtensor `epoch/run_epoch.rs` "Ranks, Trust, Incentive"; trust: `epoch.rs` at abe7a8a67.
 */
import type { I32F32 } from '../fixed/i32f32.js';
import { normalize, vecdiv } from '../math/normalize.js';
import { matmulSparse } from '../math/product.js';
import type { SparseMatrix } from '../math/sparse-matrix.js';

/** Σ_i w_ij · s_i per column. */
export function ranks(weights: SparseMatrix, activeStake: readonly I32F32[], n: number): I32F32[] {
  return matmulSparse(weights, activeStake, n);
}

export function incentive(ranksAfterClipping: readonly I32F32[]): I32F32[] {
  return normalize(ranksAfterClipping);
}

/** 2024: ranks after clipping / ranks before (preranks). */
export function trust(ranksAfterClipping: readonly I32F32[], preranks: readonly I32F32[]): I32F32[] {
  return vecdiv(ranksAfterClipping, preranks);
}
