/**
 * Yuma 2 (and 2024): bonds grow with the stake put behind a weight. ΔB = W ∘ S, column-normalised; EMA with the old
 * bonds, column-normalised; dividends d_i = Σ_j b_ij · incentive_j, normalised. Stored max-upscaled by column.
 * Source: subtensor `epoch/run_epoch.rs` "Bonds and Dividends" (`Yuma3On` off); `epoch.rs` at abe7a8a67.
 */
import type { I32F32 } from '../fixed/i32f32.js';
import { matEmaSparse } from '../math/ema.js';
import { colMaxUpscaleSparse, colNormalizeSparse, normalize } from '../math/normalize.js';
import { matmulTransposeSparse, rowHadamardSparse } from '../math/product.js';
import type { SparseMatrix } from '../math/sparse-matrix.js';

export interface BondTerms {
  /** Ready to be quantised and stored. */
  readonly emaBonds: SparseMatrix;
  readonly dividends: I32F32[];
}

export function bondsYuma2(terms: {
  n: number;
  /** Masked bonds, as integers. */
  bonds: SparseMatrix;
  weightsForBonds: SparseMatrix;
  activeStake: readonly I32F32[];
  incentive: readonly I32F32[];
  alpha: I32F32;
}): BondTerms {
  const { n } = terms;
  const bonds = colNormalizeSparse(terms.bonds, n);
  const bondsDelta = colNormalizeSparse(rowHadamardSparse(terms.weightsForBonds, terms.activeStake), n);
  const emaBonds = colNormalizeSparse(matEmaSparse(bondsDelta, bonds, terms.alpha), n);
  const dividends = normalize(matmulTransposeSparse(emaBonds, terms.incentive));
  return { emaBonds: colMaxUpscaleSparse(emaBonds, n), dividends };
}
