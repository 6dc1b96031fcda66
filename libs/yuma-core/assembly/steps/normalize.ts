/** `inplace_normalize` and its kin. Source: subtensor `epoch/math.rs`. TypeScript twin: `src/math/normalize.ts`. */
import { safeDiv } from '../fixed/i32f32';

/** Plain `+`, which wraps. */
export function sum(from: usize, count: i32): i64 {
  let total: i64 = 0;
  const end = from + (<usize>count << 3);
  for (let at = from; at < end; at += 8) total += load<i64>(at);
  return total;
}

/** `inplace_normalize_using_sum`: to[i] = from[i] / total; a copy where the total is 0. */
export function normalizeUsingSum(to: usize, from: usize, count: i32, total: i64): void {
  if (total == 0) {
    memory.copy(to, from, <usize>count << 3);
    return;
  }
  for (let offset: usize = 0, end = <usize>count << 3; offset < end; offset += 8) {
    const value = load<i64>(from + offset);
    store<i64>(to + offset, value == 0 ? 0 : safeDiv(value, total));
  }
}

/** `inplace_normalize`. */
export function normalize(to: usize, from: usize, count: i32): void {
  normalizeUsingSum(to, from, count, sum(from, count));
}
