/**
 * Consensus: the stake-weighted median of each column at kappa; weights above it are clipped to it, and what is
 * left of a validator's row is its trust.
 * Source: subtensor `epoch/run_epoch.rs` "Consensus, Validator Trust".
 */
import type { I32F32 } from '../fixed/i32f32.js';
import { colClipSparse } from '../math/clip.js';
import { u16ProportionToFixed } from '../math/convert.js';
import { rowSumSparse } from '../math/product.js';
import type { SparseMatrix } from '../math/sparse-matrix.js';
import { weightedMedianColSparse } from '../math/weighted-median.js';
import type { EpochInput } from '../types.js';

export interface ConsensusTerms {
  readonly consensus: I32F32[];
  readonly clippedWeights: SparseMatrix;
  readonly validatorTrust: I32F32[];
}

export function consensusTerms(
  input: Pick<EpochInput, 'n' | 'kappa'>,
  weights: SparseMatrix,
  activeStake: readonly I32F32[],
): ConsensusTerms {
  const kappa = u16ProportionToFixed(input.kappa);
  const consensus = weightedMedianColSparse(activeStake, weights, input.n, kappa);
  const clippedWeights = colClipSparse(weights, consensus);
  return { consensus, clippedWeights, validatorTrust: rowSumSparse(clippedWeights) };
}
