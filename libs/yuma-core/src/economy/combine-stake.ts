/**
 * Stake weight of 2026: alpha + tao · tao_weight, tao_weight a share of u64::MAX kept in 32 fractional bits.
 * Source: subtensor `staking/stake_utils.rs` get_stake_weights_for_network, get_tao_weight.
 */
import { I64F64 } from '../fixed/i64f64.js';
import { U64_MAX } from '../fixed/fixed-format.js';

const TAO_WEIGHT_FRACTION = 32n;

/** I64F64 bits of one hotkey's stake weight; all arguments u64. */
export function combineStake(alphaRao: bigint, taoRao: bigint, taoWeight: bigint): I64F64 {
  const share = (taoWeight << TAO_WEIGHT_FRACTION) / U64_MAX;
  const weight = I64F64.bits(share << (BigInt(I64F64.frac) - TAO_WEIGHT_FRACTION));
  return I64F64.saturatingAdd(I64F64.fromInt(alphaRao), I64F64.saturatingMul(I64F64.fromInt(taoRao), weight));
}
