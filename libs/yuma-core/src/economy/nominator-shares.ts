/**
 * How emission reaches stake in 2024. Not a delegate: all to the owner's stake. A delegate: its take of the validator
 * emission, then every staker trunc(stake / total · rest) in I64F64, then what the truncations left, then the server
 * emission, to the owner.
 * Source: subtensor `block_step.rs` emit_inflation_through_hotkey_account, calculate_stake_proportional_emission,
 * calculate_delegate_proportional_take at abe7a8a67.
 */
import { I64F64 } from '../fixed/i64f64.js';

const U16_MAX_FIXED = I64F64.fromInt(65535);

export interface HotkeyEmission {
  /** Delegate take, u16 proportion; null for a hotkey that is no delegate. */
  readonly take: number | null;
  /** Stake(hotkey, coldkey) in rao; the entry of the owner may be absent. */
  readonly stakes: ReadonlyMap<string, bigint>;
  /** Coldkey that owns the hotkey. */
  readonly owner: string;
  /** TotalHotkeyStake in rao, as stored. */
  readonly totalHotkeyStakeRao: bigint;
  readonly serverEmissionRao: bigint;
  readonly validatorEmissionRao: bigint;
}

/** Rao of stake added per coldkey; the sum is server + validator emission exactly. */
export function emitThroughHotkey(emission: HotkeyEmission): Map<string, bigint> {
  const { owner, stakes, serverEmissionRao, validatorEmissionRao } = emission;
  const added = new Map<string, bigint>();
  const add = (coldkey: string, rao: bigint) => added.set(coldkey, (added.get(coldkey) ?? 0n) + rao);
  if (emission.take === null) {
    add(owner, serverEmissionRao + validatorEmissionRao);
    return added;
  }
  const take = delegateTake(emission.take, validatorEmissionRao);
  const shared = validatorEmissionRao - take;
  let remaining = shared;
  for (const [coldkey, stakeRao] of stakes) {
    const share = stakeShare(stakeRao, emission.totalHotkeyStakeRao, shared);
    add(coldkey, share);
    remaining = remaining > share ? remaining - share : 0n;
  }
  add(owner, take + remaining);
  add(owner, serverEmissionRao);
  return added;
}

/** trunc(take / 65535 · emission). */
export function delegateTake(take: number, emissionRao: bigint): bigint {
  const proportion = I64F64.saturatingDiv(I64F64.fromInt(take), U16_MAX_FIXED);
  return I64F64.toU64(I64F64.saturatingMul(proportion, I64F64.wrappingFromInt(emissionRao)));
}

/** trunc(stake / total · emission); 0 without stake. */
export function stakeShare(stakeRao: bigint, totalRao: bigint, emissionRao: bigint): bigint {
  if (totalRao === 0n) return 0n;
  const proportion = I64F64.saturatingDiv(I64F64.wrappingFromInt(stakeRao), I64F64.wrappingFromInt(totalRao));
  return I64F64.toU64(I64F64.saturatingMul(I64F64.wrappingFromInt(emissionRao), proportion));
}
