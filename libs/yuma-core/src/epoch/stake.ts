/**
 * Stake: filter by the threshold, normalise in I64F64, floor to I32F32; then mask and normalise again in I32F32.
 * Source: subtensor `epoch/run_epoch.rs` "Stake", "Active Stake".
 */
import type { I32F32 } from '../fixed/i32f32.js';
import { I64F64 } from '../fixed/i64f64.js';
import { fixed64ToFixed32 } from '../math/convert.js';
import { maskVector } from '../math/mask.js';
import { normalize, normalize64 } from '../math/normalize.js';
import type { EpochInput2024, EpochInput2026 } from '../types.js';

/** I64F64 values from the two limbs per uid of `EpochInput2026.stakeI64F64`. */
export function unpackI64F64(limbs: BigUint64Array): I64F64[] {
  return Array.from({ length: limbs.length / 2 }, (_, i) =>
    I64F64.bits(BigInt.asIntN(128, (limbs[2 * i + 1]! << 64n) | limbs[2 * i]!)),
  );
}

/** The two limbs per value that `EpochInput2026.stakeI64F64` holds: low, high. */
export function packI64F64(values: readonly bigint[]): BigUint64Array {
  return BigUint64Array.from(
    values.flatMap((bits) => [BigInt.asUintN(64, bits), BigInt.asUintN(64, bits >> 64n)]),
  );
}

/** Normalised stake of 2026: less than the threshold counts as none, the owner is exempt. */
export function stake2026(
  input: Pick<EpochInput2026, 'minStake' | 'ownerUid'>,
  total: readonly I64F64[],
): I32F32[] {
  const filtered = total.map((stake, uid) =>
    uid !== input.ownerUid && I64F64.toU64(stake) < input.minStake ? I64F64.zero : stake,
  );
  return normalize64(filtered).map(fixed64ToFixed32);
}

/** Normalised stake of 2024: every rao counts. */
export function stake2024(input: Pick<EpochInput2024, 'stake'>): I32F32[] {
  const stake = Array.from(input.stake, (rao) => I64F64.wrappingFromInt(rao));
  return normalize64(stake, (a, b) => I64F64.saturatingDiv(a, b)).map(fixed64ToFixed32);
}

/** Stake that may vote: active, and with a permit from before this epoch; normalised again. */
export function activeStake(
  stake: readonly I32F32[],
  inactive: readonly boolean[],
  validatorForbids: readonly boolean[],
): I32F32[] {
  return normalize(maskVector(validatorForbids, maskVector(inactive, stake)));
}
