/**
 * alpha = 1 − floor32(bonds_moving_average / 10^6): how much of an epoch's new bonds enters the average.
 * Above 10^6 alpha is negative; the average then keeps only what stays > 0.
 * Source: subtensor `epoch/run_epoch.rs` compute_ema_bonds_normal_sparse, compute_disabled_liquid_alpha.
 */
import { I32F32 } from '../fixed/i32f32.js';
import { I64F64 } from '../fixed/i64f64.js';

const MILLION = I64F64.fromInt(1_000_000);

/** Yuma 2 of 2026: conversions clamp. */
export function saturatingBondsAlpha(bondsMovingAverage: bigint): I32F32 {
  const average = I64F64.safeDiv(I64F64.fromInt(bondsMovingAverage), MILLION);
  return I32F32.saturatingSub(I32F32.one, I32F32.fromFixed(I64F64, average));
}

/** 2024, and Yuma 3 without liquid alpha: `from_num` conversions, which wrap in a release build. */
export function wrappingBondsAlpha(bondsMovingAverage: bigint): I32F32 {
  const average = I64F64.saturatingDiv(I64F64.wrappingFromInt(bondsMovingAverage), MILLION);
  return I32F32.saturatingSub(I32F32.one, I32F32.wrappingFromFixed(I64F64, average));
}
