/**
 * Bonds to neurons that were replaced are removed before anything else. The two chains ask differently.
 * Source: subtensor `epoch/run_epoch.rs` "Bonds and Dividends"; 2024: `epoch.rs` at abe7a8a67.
 */
import { scalarVecMaskSparse, vecMaskSparse } from '../math/mask.js';
import type { SparseMatrix } from '../math/sparse-matrix.js';
import type { EpochInput, EpochInput2026 } from '../types.js';

/** 2026: registered since the last tempo. 2024: registered since the validator's last update, as for weights. */
export function maskBonds(input: EpochInput, bonds: SparseMatrix): SparseMatrix {
  if (input.ruleset === '2024') {
    return vecMaskSparse(
      bonds,
      input.lastUpdate,
      input.blockAtRegistration,
      (updated, registered) => updated <= registered,
    );
  }
  return scalarVecMaskSparse(
    bonds,
    lastTempoBlock(input),
    input.blockAtRegistration,
    (tempoBlock, registered) => tempoBlock <= registered,
  );
}

/** The block after the last epoch; before the first one, a tempo ago. */
export function lastTempoBlock(
  input: Pick<EpochInput2026, 'lastMechanismStepBlock' | 'currentBlock' | 'tempo'>,
): bigint {
  if (input.lastMechanismStepBlock !== 0n) {
    return BigInt.asUintN(64, -1n) === input.lastMechanismStepBlock
      ? input.lastMechanismStepBlock
      : input.lastMechanismStepBlock + 1n;
  }
  const ago = input.currentBlock - BigInt(input.tempo);
  return ago > 0n ? ago : 0n;
}
