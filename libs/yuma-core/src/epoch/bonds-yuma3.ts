/**
 * Yuma 3: bonds follow the weights themselves; stake enters only in the dividends. EMA of weights and old bonds
 * (with liquid alpha: an alpha per cell), dividends_i = Σ_j colnorm(b)_ij · incentive_j · activeStake_i, normalised.
 * Stored as they are, not upscaled.
 * Source: subtensor `epoch/run_epoch.rs` "Bonds and Dividends" (`Yuma3On`), compute_bonds_sparse.
 */
import type { I32F32 } from '../fixed/i32f32.js';
import { matEmaAlphaSparse, matEmaSparse } from '../math/ema.js';
import { colNormalizeSparse, normalize } from '../math/normalize.js';
import { matVecMulSparse, rowSumSparse, vecMul } from '../math/product.js';
import type { SparseMatrix } from '../math/sparse-matrix.js';
import type { EpochInput2026 } from '../types.js';
import { wrappingBondsAlpha } from './bonds-alpha.js';
import type { BondTerms } from './bonds-yuma2.js';
import { liquidAlphaValues } from './liquid-alpha.js';

export function bondsYuma3(
  input: EpochInput2026,
  terms: {
    /** Masked bonds, as proportions. */
    bonds: SparseMatrix;
    weightsForBonds: SparseMatrix;
    consensus: readonly I32F32[];
    activeStake: readonly I32F32[];
    incentive: readonly I32F32[];
  },
): BondTerms {
  const emaBonds = computeBonds(input, terms.weightsForBonds, terms.bonds, terms.consensus);
  const shares = colNormalizeSparse(emaBonds, input.n);
  const totalBondsPerValidator = rowSumSparse(matVecMulSparse(shares, terms.incentive));
  return { emaBonds, dividends: normalize(vecMul(totalBondsPerValidator, terms.activeStake)) };
}

/** Liquid alpha counts only where some consensus is not 0. */
function computeBonds(
  input: EpochInput2026,
  weights: SparseMatrix,
  bonds: SparseMatrix,
  consensus: readonly I32F32[],
): SparseMatrix {
  if (input.liquidAlpha && consensus.some((value) => value !== 0n)) {
    return matEmaAlphaSparse(weights, bonds, liquidAlphaValues(input, weights, bonds, consensus));
  }
  return matEmaSparse(weights, bonds, wrappingBondsAlpha(input.bondsMovingAverage));
}
