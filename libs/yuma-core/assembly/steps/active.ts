/**
 * Active & updated: inactive when `last_update + activity_cutoff < current_block`.
 * TypeScript twin: `src/epoch/active.ts`.
 */
import { get, int, ptr } from '../memory';
import { Slot } from '../slots';

/** active[uid] = 0 | 1; a uid without a last update is not active. */
export function activeUids(): void {
  const n = int(Slot.n);
  const known = min(int(Slot.lastUpdateLength), n);
  const cutoff = <u64>get(Slot.activityCutoff);
  const block = <u64>get(Slot.currentBlock);
  const active = ptr(Slot.active);
  memory.fill(active, 0, n);
  for (let uid = 0; uid < known; uid++) {
    const updated = lastUpdateOf(uid);
    const due = updated + cutoff;
    store<u8>(active + uid, (due < updated ? u64.MAX_VALUE : due) >= block ? 1 : 0);
  }
}

/** Missing entries count as 0. */
export function lastUpdateOf(uid: i32): u64 {
  return uid < int(Slot.lastUpdateLength) ? load<u64>(ptr(Slot.lastUpdate) + (<usize>uid << 3)) : 0;
}
