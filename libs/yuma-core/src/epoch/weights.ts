/**
 * Weights: read, mask rows without a permit, the diagonal, what was set before the target registered, and (2026,
 * commit-reveal) what was committed before it registered; then normalise each row.
 * Source: subtensor `epoch/run_epoch.rs` "Weights".
 */
import { maskDiagSparse, maskRowsSparse, vecMaskSparse } from '../math/mask.js';
import { rowNormalizeSparse } from '../math/normalize.js';
import type { SparseMatrix } from '../math/sparse-matrix.js';
import type { EpochInput } from '../types.js';
import { readWeights } from './sparse-rows.js';

/** Row-normalised weights that count. The owner of 2026 keeps its self-weight. */
export function normalizedWeights(input: EpochInput, validatorForbids: readonly boolean[]): SparseMatrix {
  const { lastUpdate, blockAtRegistration } = input;
  const ownerUid = input.ruleset === '2026' ? input.ownerUid : null;
  const permitted = maskRowsSparse(validatorForbids, readWeights(input.weights, input.n));
  const others = maskDiagSparse(permitted, ownerUid);
  const current = vecMaskSparse(
    others,
    lastUpdate,
    blockAtRegistration,
    (updated, registered) => updated <= registered,
  );
  return rowNormalizeSparse(maskCommitted(input, current));
}

function maskCommitted(input: EpochInput, weights: SparseMatrix): SparseMatrix {
  if (input.ruleset === '2024' || !input.commitReveal) return weights;
  return vecMaskSparse(
    weights,
    input.commitBlocks,
    input.blockAtRegistration,
    (committed, registered) => committed < registered,
  );
}
