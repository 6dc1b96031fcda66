/**
 * Which neuron makes room for a new one in 2024: the lowest pruning score among those out of immunity, ties to the
 * last uid. A lowest score of 65535 reads as "all immune" (so non-immune uids with 65535 count as none); then the
 * lowest immune score, ties to the first uid, else uid 0.
 * Source: subtensor `registration.rs` get_neuron_to_prune at abe7a8a67.
 */
import { MAX_PRUNING_SCORE } from './constants.js';

export interface PruneUidInput {
  /** Pruning score per uid, u16. */
  readonly pruningScores: ArrayLike<number>;
  /** BlockAtRegistration per uid. */
  readonly blockAtRegistration: ArrayLike<bigint>;
  readonly currentBlock: bigint;
  readonly immunityPeriod: bigint;
}

/** The uid to replace; its score is then set to 65535. 0 on an empty subnet. */
export function neuronToPrune(input: PruneUidInput): number {
  let lowest = MAX_PRUNING_SCORE;
  let uid = 0;
  let lowestImmune = MAX_PRUNING_SCORE;
  let immuneUid = 0;
  for (let i = 0; i < input.pruningScores.length; i++) {
    const score = input.pruningScores[i]!;
    if (score > lowest) continue;
    if (isImmune(input, i)) {
      if (score < lowestImmune) [lowestImmune, immuneUid] = [score, i];
    } else {
      [lowest, uid] = [score, i];
    }
  }
  return lowest === MAX_PRUNING_SCORE ? immuneUid : uid;
}

function isImmune(input: PruneUidInput, uid: number): boolean {
  const age = input.currentBlock - input.blockAtRegistration[uid]!;
  return (age > 0n ? age : 0n) < input.immunityPeriod;
}
