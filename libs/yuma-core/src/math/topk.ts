/**
 * Who is among the k largest: a stable ascending sort loses its first n − k, so ties keep the higher index.
 * Source: subtensor `epoch/math.rs`: is_topk (2024), is_topk_nonzero (2026).
 */
import type { I32F32 } from '../fixed/i32f32.js';

/** `is_topk`: with n < k everyone is in, zeros too. */
export function isTopk(vector: readonly I32F32[], k: number): boolean[] {
  const result = vector.map(() => true);
  if (vector.length < k) return result;
  const ascending = vector.map((_, i) => i).sort((a, b) => compare(vector[a]!, vector[b]!));
  for (const loser of ascending.slice(0, vector.length - k)) result[loser] = false;
  return result;
}

/** `is_topk_nonzero`: zeros are never in. */
export function isTopkNonzero(vector: readonly I32F32[], k: number): boolean[] {
  return isTopk(vector, k).map((inTop, i) => inTop && vector[i] !== 0n);
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
