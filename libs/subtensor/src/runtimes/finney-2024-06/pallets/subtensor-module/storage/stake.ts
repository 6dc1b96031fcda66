import { AccountId32, blake2_128Concat, identity, storageOf, tuple, u16, u64 } from '@yumanet/frame';
import {
  InitialDefaultTake,
  InitialIssuance,
  InitialMinTake,
  InitialSenateRequiredStakePercentage,
  InitialTargetStakesPerInterval,
} from '../constants.js';
import { ZERO_ACCOUNT } from '../types.js';

/** Stake, hotkeys and issuance. */
const { value, map } = storageOf('SubtensorModule');

/** Per cent of total stake that upstream once asked of a senator; written by nothing in this runtime. */
export const SenateRequiredStakePercentage = value(
  'SenateRequiredStakePercentage',
  u64,
  InitialSenateRequiredStakePercentage,
);
/** Rao staked in all. */
export const TotalStake = value('TotalStake', u64, 0n);
/** Highest delegate take, u16 proportion; also what a new delegate takes. */
export const MaxTake = value('MaxTake', u16, InitialDefaultTake);
/** Lowest delegate take, u16 proportion. */
export const MinTake = value('MinTake', u16, InitialMinTake);
/** Rao per block, as the last root epoch found it. */
export const BlockEmission = value('BlockEmission', u64, 1_000_000_000n);
/** Rao in existence: balances, stake and locks. */
export const TotalIssuance = value('TotalIssuance', u64, InitialIssuance);
/** Stake and unstake operations per interval for one coldkey on one hotkey. */
export const TargetStakesPerInterval = value('TargetStakesPerInterval', u64, InitialTargetStakesPerInterval);
/** Blocks of that interval. */
export const StakeInterval = value('StakeInterval', u64, 360n);
/** Rao on a hotkey, by all coldkeys. */
export const TotalHotkeyStake = map('TotalHotkeyStake', [identity(AccountId32)], u64, 0n);
/** Rao of a coldkey, on all hotkeys. */
export const TotalColdkeyStake = map('TotalColdkeyStake', [identity(AccountId32)], u64, 0n);
/** (coldkey, hotkey) to the operations of the interval and the block of the last one. */
export const TotalHotkeyColdkeyStakesThisInterval = map(
  'TotalHotkeyColdkeyStakesThisInterval',
  [identity(AccountId32), identity(AccountId32)],
  tuple(u64, u64),
  [0n, 0n],
);
/** Hotkey to the coldkey that owns it. */
export const Owner = map('Owner', [blake2_128Concat(AccountId32)], AccountId32, ZERO_ACCOUNT);
/** Hotkey to its take, u16 proportion; only delegates have an entry. */
export const Delegates = map('Delegates', [blake2_128Concat(AccountId32)], u16, InitialDefaultTake);
/** (hotkey, coldkey) to rao. */
export const Stake = map('Stake', [blake2_128Concat(AccountId32), identity(AccountId32)], u64, 0n);
/** Least rao of a nomination. */
export const NominatorMinRequiredStake = value('NominatorMinRequiredStake', u64, 0n);
