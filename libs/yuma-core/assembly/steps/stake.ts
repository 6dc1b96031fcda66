/**
 * Stake: filter by the threshold, normalise in I64F64, floor to I32F32; mask, and normalise again in I32F32.
 * TypeScript twin: `src/epoch/stake.ts`.
 */
import { share64 } from '../fixed/share64';
import { get, int, ptr, set } from '../memory';
import { Slot, Status } from '../slots';
import { normalize, sum } from './normalize';

/** Fills `stake` and, for 2026, `stakeRao`. Afterwards every stake lies in [0, 1]. */
export function normalizedStake(): Status {
  if (int(Slot.ruleset2024)) widenRao();
  else filterByThreshold();
  const n = int(Slot.n);
  const from = ptr(Slot.stakeIn);
  const stake = ptr(Slot.stake);
  let totalLow: u64 = 0;
  let totalHigh: i64 = 0;
  for (let uid = 0; uid < n; uid++) {
    const low = load<u64>(from + (<usize>uid << 4));
    totalLow += low;
    const high = load<i64>(from + (<usize>uid << 4), 8);
    totalHigh += high + (totalLow < low ? 1 : 0);
    if ((high | totalHigh) < 0) return Status.impossibleStake;
  }
  for (let uid = 0; uid < n; uid++) {
    const low = load<u64>(from + (<usize>uid << 4));
    const high = load<i64>(from + (<usize>uid << 4), 8);
    const share = share64(low, <u64>high, totalLow, <u64>totalHigh);
    store<i64>(stake + (<usize>uid << 3), share);
  }
  return Status.ok;
}

/** 2024: u64 rao in the first half of `stakeIn`, to I64F64 in place; from the back, as it grows. */
function widenRao(): void {
  const at = ptr(Slot.stakeIn);
  for (let uid = int(Slot.n) - 1; uid >= 0; uid--) {
    const rao = load<u64>(at + (<usize>uid << 3));
    store<u64>(at + (<usize>uid << 4), 0);
    store<u64>(at + (<usize>uid << 4), rao, 8);
  }
}

/** 2026: less than the threshold counts as none, the owner is exempt. Keeps the rao from before. */
function filterByThreshold(): void {
  const at = ptr(Slot.stakeIn);
  const rao = ptr(Slot.stakeRao);
  const threshold = <u64>get(Slot.minStake);
  const owner = int(Slot.ownerUid);
  for (let uid = 0, n = int(Slot.n); uid < n; uid++) {
    const whole = max<i64>(load<i64>(at + (<usize>uid << 4), 8), 0);
    store<i64>(rao + (<usize>uid << 3), whole);
    if (uid != owner && <u64>whole < threshold) {
      store<u64>(at + (<usize>uid << 4), 0);
      store<u64>(at + (<usize>uid << 4), 0, 8);
    }
  }
}

/** Stake that may vote: active and permitted. An empty last-update vector masks nobody. */
export function activeStake(): void {
  const n = int(Slot.n);
  const stake = ptr(Slot.stake);
  const masked = ptr(Slot.activeStake);
  const active = ptr(Slot.active);
  const permit = ptr(Slot.oldPermit);
  const maskInactive = int(Slot.lastUpdateLength) != 0;
  for (let uid = 0; uid < n; uid++) {
    const votes = load<u8>(permit + uid) != 0 && (!maskInactive || load<u8>(active + uid) != 0);
    store<i64>(masked + (<usize>uid << 3), votes ? load<i64>(stake + (<usize>uid << 3)) : 0);
  }
  normalize(masked, masked, n);
}

/** The median normalises the positive active stakes a third time and uses their actual sum. */
export function votingStake(): void {
  const n = int(Slot.n);
  const from = ptr(Slot.activeStake);
  const voting = ptr(Slot.votingStake);
  let voters = 0;
  for (let uid = 0; uid < n; uid++) {
    const stake = max<i64>(load<i64>(from + (<usize>uid << 3)), 0);
    store<i64>(voting + (<usize>uid << 3), stake);
    if (stake > 0) voters++;
  }
  normalize(voting, voting, n);
  set(Slot.votingStakeSum, sum(voting, n));
  set(Slot.voters, voters);
}
