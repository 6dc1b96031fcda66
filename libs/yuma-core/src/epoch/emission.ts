/**
 * Emission: incentive and dividends, each divided by the sum of both, times what there is to give; truncated to rao
 * per uid, so a remainder of less than n rao is never paid. Where nobody earned anything, stake earns.
 * Source: subtensor `epoch/run_epoch.rs` "Emission and Pruning scores".
 */
import { I32F32 } from '../fixed/i32f32.js';
import { I96F32 } from '../fixed/i96f32.js';
import { normalize, normalizeUsingSum } from '../math/normalize.js';

export interface EmissionTerms {
  readonly server: BigUint64Array;
  readonly validator: BigUint64Array;
  readonly combined: BigUint64Array;
  /** Normalised combined emission; 2024 derives pruning scores from it. */
  readonly normalizedCombined: I32F32[];
}

export function emissionTerms(
  raoEmission: bigint,
  incentive: readonly I32F32[],
  dividends: readonly I32F32[],
  stake: readonly I32F32[],
  activeStake: readonly I32F32[],
): EmissionTerms {
  const combined = incentive.map((value, uid) => I32F32.saturatingAdd(value, dividends[uid]!));
  const sum = I32F32.sum(combined);
  const server = normalizeUsingSum(incentive, sum);
  // No weights set, all outdated, or only self-weights: active stake earns; without any, all stake.
  const fallback = I32F32.sum(activeStake) === 0n ? stake : activeStake;
  const validator = sum === 0n ? fallback : normalizeUsingSum(dividends, sum);
  const normalizedCombined = sum === 0n ? [...fallback] : normalize(combined);
  return {
    server: toRao(server, raoEmission),
    validator: toRao(validator, raoEmission),
    combined: toRao(normalizedCombined, raoEmission),
    normalizedCombined,
  };
}

function toRao(shares: readonly I32F32[], raoEmission: bigint): BigUint64Array {
  return BigUint64Array.from(shares, (share) => emissionMulU64(share, raoEmission));
}

/** trunc(share · rao) in I96F32. */
export function emissionMulU64(share: I32F32, rao: bigint): bigint {
  return I96F32.toU64(I96F32.saturatingMul(I96F32.fromFixed(I32F32, share), I96F32.fromInt(rao)));
}
