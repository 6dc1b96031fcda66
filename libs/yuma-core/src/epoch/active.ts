/**
 * Active & updated: a uid is inactive when `last_update + activity_cutoff < current_block`.
 * Source: subtensor `epoch/run_epoch.rs` "Active & updated".
 */
import { U64_MAX } from '../fixed/fixed-format.js';

/** One entry per entry of `lastUpdate`, which can be shorter or longer than n. */
export function inactiveMask(
  lastUpdate: BigUint64Array,
  activityCutoff: bigint,
  currentBlock: bigint,
): boolean[] {
  return Array.from(lastUpdate, (updated) => {
    const due = updated + activityCutoff;
    return (due > U64_MAX ? U64_MAX : due) < currentBlock;
  });
}
