import {
  AccountId32,
  compact,
  panic,
  struct,
  toHex,
  tuple,
  u16,
  u64,
  vec,
  type AccountId,
  type Context,
  type ValueOf,
} from '@yumanet/frame';
import { delegateReturns } from '@yumanet/yuma-core';
import { IsNetworkMember, Tempo } from '../storage/networks.js';
import { Emission, Uids, ValidatorPermit } from '../storage/neurons.js';
import { Delegates, Owner, Stake, TotalHotkeyStake } from '../storage/stake.js';

/** A delegate as clients see it. Source: upstream `delegate_info.rs`. */
export const DelegateInfo = struct('pallet_subtensor::delegate_info::DelegateInfo', {
  delegate_ss58: AccountId32,
  /** u16 proportion. */
  take: compact(u16),
  /** Coldkey to rao, none with 0. */
  nominators: vec(tuple(AccountId32, compact(u64))),
  owner_ss58: AccountId32,
  /** Netuids that it is a member of, dissolved ones too. */
  registrations: vec(compact(u16)),
  validator_permits: vec(compact(u16)),
  /** Rao a day for every 1000 staked. */
  return_per_1000: compact(u64),
  /** Rao a day. */
  total_daily_return: compact(u64),
});
type Value = ValueOf<typeof DelegateInfo>;

const ACCOUNT_BYTES = 32;

/** The delegate of 32 bytes; undefined for other lengths and for hotkeys that are no delegates. */
export function getDelegate(ctx: Context, account: Uint8Array): Value | undefined {
  if (account.length !== ACCOUNT_BYTES) return undefined;
  const hotkey = toHex(account);
  return Delegates.exists(ctx, hotkey) ? delegateInfo(ctx, hotkey) : undefined;
}

/** All delegates, in storage order. */
export const getDelegates = (ctx: Context): Value[] =>
  [...Delegates.entries(ctx)].map(([[hotkey]]) => delegateInfo(ctx, hotkey));

/** Delegates that a coldkey stakes to, with its rao. Bytes after the 32nd are ignored, as upstream. */
export function getDelegated(ctx: Context, account: Uint8Array): [Value, bigint][] {
  if (account.length < ACCOUNT_BYTES) return [];
  const coldkey = toHex(account.subarray(0, ACCOUNT_BYTES));
  return [...Delegates.entries(ctx)].flatMap(([[hotkey]]): [Value, bigint][] => {
    const stake = Stake.get(ctx, hotkey, coldkey);
    return stake === 0n ? [] : [[delegateInfo(ctx, hotkey), stake]];
  });
}

function delegateInfo(ctx: Context, hotkey: AccountId): Value {
  const registrations = [...IsNetworkMember.entries(ctx, hotkey)].flatMap(([[, netuid], isMember]) =>
    isMember ? [netuid] : [],
  );
  const seats = registrations.flatMap((netuid) => {
    const uid = Uids.get(ctx, netuid, hotkey);
    return uid === undefined ? [] : [{ netuid, uid, tempo: Tempo.get(ctx, netuid) }];
  });
  // Upstream divides by it.
  if (seats.some(({ tempo }) => tempo === 0)) throw panic('tempo of a delegate: expected more than 0, got 0');
  const { returnPer1000, totalDailyReturnRao } = delegateReturns(
    seats.map(({ netuid, uid, tempo }) => ({ emissionRao: Emission.get(ctx, netuid)[uid] ?? 0n, tempo })),
    TotalHotkeyStake.get(ctx, hotkey),
  );
  return {
    delegate_ss58: hotkey,
    take: Delegates.get(ctx, hotkey),
    nominators: [...Stake.entries(ctx, hotkey)].flatMap(([[, coldkey], rao]): [AccountId, bigint][] =>
      rao === 0n ? [] : [[coldkey, rao]],
    ),
    owner_ss58: Owner.get(ctx, hotkey),
    registrations,
    validator_permits: seats.flatMap(({ netuid, uid }) =>
      ValidatorPermit.get(ctx, netuid)[uid] === true ? [netuid] : [],
    ),
    return_per_1000: returnPer1000,
    total_daily_return: totalDailyReturnRao,
  };
}
