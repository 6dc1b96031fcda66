/** Validator permits, old and new. TypeScript twins: `src/epoch/permits.ts`, `src/math/topk.ts`. */
import { int, ptr } from '../memory';
import { Slot } from '../slots';

const SIGN: u64 = 1 << 63;

/** Permits from before this epoch, as 0 | 1; 2026: the owner always has one. */
export function oldPermits(): void {
  const given = ptr(Slot.validatorPermit);
  const permit = ptr(Slot.oldPermit);
  const owner = int(Slot.ownerUid);
  for (let uid = 0, n = int(Slot.n); uid < n; uid++) {
    store<u8>(permit + uid, load<u8>(given + uid) != 0 || uid == owner ? 1 : 0);
  }
}

/** Top-k by stake; 2026: of the non-zero ones, and the owner always. */
export function newPermits(): void {
  const n = int(Slot.n);
  const permit = ptr(Slot.newPermit);
  isTopk(permit, ptr(Slot.stake), n, int(Slot.maxAllowedValidators), ptr(Slot.scratch));
  if (int(Slot.ruleset2024)) return;
  const stake = ptr(Slot.stake);
  for (let uid = 0; uid < n; uid++) {
    if (load<i64>(stake + (<usize>uid << 3)) == 0) store<u8>(permit + uid, 0);
  }
  const owner = int(Slot.ownerUid);
  if (owner >= 0) store<u8>(permit + owner, 1);
}

/**
 * `is_topk`: a stable ascending sort loses its first n − k, so ties keep the higher index. No sort here: bisect for
 * the k-th largest key, then count ties from the back.
 */
export function isTopk(result: usize, vector: usize, n: i32, k: i32, scratch: usize): void {
  if (n < k) {
    memory.fill(result, 1, n);
    return;
  }
  memory.fill(result, 0, n);
  if (k == 0 || n == 0) return;
  const threshold = kthLargest(vector, n, k, scratch);
  let above = 0;
  for (let i = 0; i < n; i++) {
    if (key(vector, i) > threshold) {
      store<u8>(result + i, 1);
      above++;
    }
  }
  let ties = k - above;
  for (let i = n - 1; i >= 0 && ties > 0; i--) {
    if (key(vector, i) == threshold) {
      store<u8>(result + i, 1);
      ties--;
    }
  }
}

/** Signed values in unsigned order. */
// @ts-ignore: decorator
@inline
function key(vector: usize, i: i32): u64 {
  return <u64>load<i64>(vector + (<usize>i << 3)) ^ SIGN;
}

/** The largest key that at least k values reach. Most uids hold nothing: only keys that differ are bisected. */
function kthLargest(vector: usize, n: i32, k: i32, scratch: usize): u64 {
  let low = u64.MAX_VALUE;
  for (let i = 0; i < n; i++) low = min(low, key(vector, i));
  let count = 0;
  let differing: u64 = 0;
  for (let i = 0; i < n; i++) {
    const above = key(vector, i) - low;
    if (above == 0) continue;
    store<u64>(scratch + (<usize>count << 3), above);
    differing |= above;
    count++;
  }
  if (count < k) return low;
  let threshold: u64 = 0;
  for (let bit = 63 - <i32>clz(differing); bit >= 0; bit--) {
    const candidate = threshold | ((<u64>1) << bit);
    let reached = 0;
    for (let i = 0; i < count; i++) reached += <i32>(load<u64>(scratch + (<usize>i << 3)) >= candidate);
    if (reached >= k) threshold = candidate;
  }
  return low + threshold;
}
