/**
 * Which bonds rows an epoch stores: a new permit stores its new row; without one the row is cleared, except that
 * 2024 leaves the row of a uid that neither has nor had a permit as it was.
 * Source: subtensor `epoch/run_epoch.rs` "Populate epoch output" and persist_mechanism_epoch_terms; 2024: "Value storage".
 */
import type { SparseMatrix } from '../math/sparse-matrix.js';
import type { EpochInput, SparseRows } from '../types.js';
import { packRows, rowOf, writeBonds } from './sparse-rows.js';

export function storedBonds(
  input: EpochInput,
  emaBonds: SparseMatrix,
  oldPermits: readonly boolean[],
  newPermits: readonly boolean[],
): SparseRows {
  const written = writeBonds(emaBonds);
  return packRows(
    newPermits.map((permit, uid) => {
      if (permit) return rowOf(written, uid);
      return input.ruleset === '2024' && !oldPermits[uid] ? rowOf(input.bonds, uid) : [];
    }),
  );
}
