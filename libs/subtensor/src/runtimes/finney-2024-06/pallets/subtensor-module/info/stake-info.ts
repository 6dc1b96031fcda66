import {
  AccountId32,
  compact,
  struct,
  toHex,
  u64,
  type AccountId,
  type Context,
  type ValueOf,
} from '@yumanet/frame';
import { Stake } from '../storage/stake.js';

/** What a coldkey has on one hotkey. Source: upstream `stake_info.rs`. */
export const StakeInfo = struct('pallet_subtensor::stake_info::StakeInfo', {
  hotkey: AccountId32,
  coldkey: AccountId32,
  /** Rao, may be 0. */
  stake: compact(u64),
});
type Value = ValueOf<typeof StakeInfo>;

const ACCOUNT_BYTES = 32;

/**
 * The stakes of each coldkey, in the order asked; accounts of other than 32 bytes are left out.
 *
 * PERF: one pass over all stakes of the chain, however many coldkeys (upstream: one each).
 */
export function getStakeInfoForColdkeys(
  ctx: Context,
  accounts: readonly Uint8Array[],
): (readonly [AccountId, readonly Value[]])[] {
  const coldkeys = accounts.filter(({ length }) => length === ACCOUNT_BYTES).map(toHex);
  const found = new Map<AccountId, Value[]>(coldkeys.map((coldkey) => [coldkey, []]));
  if (found.size > 0)
    for (const [[hotkey, coldkey], stake] of Stake.entries(ctx))
      found.get(coldkey)?.push({ hotkey, coldkey, stake });
  return coldkeys.map((coldkey) => [coldkey, found.get(coldkey) ?? []]);
}

/** The stakes of one coldkey; none for an account of other than 32 bytes. */
export const getStakeInfoForColdkey = (ctx: Context, account: Uint8Array): readonly Value[] =>
  getStakeInfoForColdkeys(ctx, [account])[0]?.[1] ?? [];
