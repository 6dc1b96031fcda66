/**
 * Validator permits: old ones decide who votes in this epoch, new ones who votes in the next.
 * Source: subtensor `epoch/run_epoch.rs` "Validator permits".
 */
import type { I32F32 } from '../fixed/i32f32.js';
import { isTopk, isTopkNonzero } from '../math/topk.js';
import type { EpochInput } from '../types.js';

/** Permits from before this epoch; 2026: the owner always has one. */
export function oldPermits(validatorPermit: Uint8Array, ownerUid: number | null): boolean[] {
  return Array.from(validatorPermit, (permit, uid) => permit !== 0 || uid === ownerUid);
}

/**
 * Top-k by stake. 2026: only non-zero stake, and the owner always. 2024: zeros too, so that with
 * n < max_allowed_validators everyone has a permit.
 */
export function newPermits(input: EpochInput, stake: readonly I32F32[]): boolean[] {
  if (input.ruleset === '2024') return isTopk(stake, input.maxAllowedValidators);
  const top = isTopkNonzero(stake, input.maxAllowedValidators);
  return top.map((permit, uid) => permit || uid === input.ownerUid);
}
