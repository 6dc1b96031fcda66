/**
 * Pass 1: which rows there are, and what each holds.
 *
 * Rows without a weight that counts and without bonds are left out; voters come first, so that the median looks at a
 * prefix. Order among rows changes no sum: all are plain integer additions.
 *
 * | step | function |
 * | --- | --- |
 * | rows that matter | listRows |
 * | masks of weights (`src/epoch/weights.ts`) | rowMask, isMasked |
 * | row normalisation | finishRow |
 */
import { allocate, get, int, ptr, set } from '../memory';
import { u16Scale } from '../simd/lanes';
import { Slot } from '../slots';
import { lastUpdateOf } from '../steps/active';

/** What a scan of a row found, as flags. */
export const DUPLICATE: i32 = 1;
export const UNSORTED: i32 = 2;
export const ZERO: i32 = 4;
export const SINGLE: i32 = 8;
export const SUM_OVERFLOW: i32 = 16;

/** u32 per row and field. */
// @ts-ignore: decorator
@inline
export function rowField(slot: Slot, r: i32): u32 {
  return load<u32>(ptr(slot) + (<usize>r << 2));
}

/** Where a thread adds up: 16 bytes per row. */
export function rowSums(slot: Slot, thread: i32): usize {
  return ptr(slot) + ((<usize>thread * <usize>int(Slot.rowCount)) << 4);
}

/** Whether row i has weights from a permitted validator. */
// @ts-ignore: decorator
@inline
export function hasWeights(i: i32): bool {
  const at = ptr(Slot.weightOffsets) + (<usize>i << 2);
  return load<u8>(ptr(Slot.oldPermit) + i) != 0 && load<u32>(at) != load<u32>(at, 4);
}

// @ts-ignore: decorator
@inline
function hasBonds(i: i32): bool {
  const at = ptr(Slot.bondOffsets) + (<usize>i << 2);
  return load<u32>(at) != load<u32>(at, 4);
}

/** Bytes that `listRows` allocates. */
export function rowBytes(): u64 {
  return <u64>int(Slot.n) * (3 * 4 + 8 + 2 * 16 * <u64>int(Slot.threads));
}

/** Fills the row arrays but for the scale. */
export function listRows(): void {
  const n = int(Slot.n);
  const room = <u64>n;
  set(Slot.rowUid, <i64>allocate(room << 2));
  set(Slot.rowStake, <i64>allocate(room << 2));
  set(Slot.rowVote, <i64>allocate(room << 2));
  set(Slot.rowScale, <i64>allocate(room << 3));
  const threads = <u64>int(Slot.threads);
  set(Slot.rowTrust, <i64>allocate((room * threads) << 4));
  set(Slot.rowDividend, <i64>allocate((room * threads) << 4));
  const voters = addRows(0, true);
  set(Slot.voterRows, voters);
  const rows = addRows(voters, false);
  set(Slot.rowCount, rows);
  const sums = (<usize>rows * <usize>threads) << 4;
  memory.fill(ptr(Slot.rowTrust), 0, sums);
  memory.fill(ptr(Slot.rowDividend), 0, sums);
  let latest: u64 = 0;
  for (let j = 0; j < n; j++) latest = max(latest, load<u64>(ptr(Slot.blockAtRegistration) + (<usize>j << 3)));
  set(Slot.latestRegistration, <i64>latest);
}

function addRows(r: i32, voting: bool): i32 {
  const stakes = ptr(Slot.activeStake);
  const votes = ptr(Slot.votingStake);
  for (let i = 0, n = int(Slot.n); i < n; i++) {
    const stake = load<i64>(stakes + (<usize>i << 3));
    if (stake > 0 != voting || !(hasWeights(i) || hasBonds(i))) continue;
    const at = <usize>r << 2;
    store<u32>(ptr(Slot.rowUid) + at, i);
    store<u32>(ptr(Slot.rowStake) + at, <u32>stake);
    store<u32>(ptr(Slot.rowVote) + at, <u32>load<i64>(votes + (<usize>i << 3)));
    r++;
  }
  return r;
}

/** Whether some weight of row i can be masked by a registration block. */
export function mayMaskWeights(i: i32): bool {
  const latest = <u64>get(Slot.latestRegistration);
  if (lastUpdateOf(i) <= latest) return true;
  return int(Slot.commitReveal) != 0 && load<u64>(ptr(Slot.commitBlocks) + (<usize>i << 3)) < latest;
}

export function mayMaskBonds(i: i32): bool {
  const since = int(Slot.ruleset2024) ? lastUpdateOf(i) : <u64>get(Slot.lastTempoBlock);
  return since <= <u64>get(Slot.latestRegistration);
}

/** Keeps the factor that normalises row r, from its sum and its largest weight; returns flags. */
export function finishRow(r: i32, total: u64, largest: u32): i32 {
  const scale = ptr(Slot.rowScale) + (<usize>r << 3);
  store<f64>(scale, u16Scale(<u32>total));
  // Upstream's sum is an I32F32: from 2^31 on it is negative, and the row stays as it is.
  if (total >> 31 != 0) return SUM_OVERFLOW;
  if (total == 0 || total != <u64>largest) return 0;
  // One weight is exactly 1.0, which all ones stand for: half a unit below 2^32 floors to that.
  store<f64>(scale, 4294967295.5 / <f64>largest);
  return SINGLE;
}
