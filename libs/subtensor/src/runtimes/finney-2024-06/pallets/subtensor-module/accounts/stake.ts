import type { AccountId, Context } from '@yumanet/frame';
import { Owner, Stake, TotalColdkeyStake, TotalHotkeyStake, TotalStake } from '../storage/stake.js';
import { add, sub } from '../u64.js';
import { addBalanceToColdkeyAccount } from './balance.js';
import { coldkeyOwnsHotkey } from './owner.js';
import { NominatorMinRequiredStake, TotalIssuance } from '../storage/stake.js';

/** Stake in rao, kept four ways that always agree: by pair, by hotkey, by coldkey, in all. */

export function increaseStakeOnColdkeyHotkeyAccount(
  ctx: Context,
  coldkey: AccountId,
  hotkey: AccountId,
  increment: bigint,
): void {
  TotalColdkeyStake.mutate(ctx, coldkey, (stake) => add(stake, increment));
  TotalHotkeyStake.mutate(ctx, hotkey, (stake) => add(stake, increment));
  Stake.mutate(ctx, hotkey, coldkey, (stake) => add(stake, increment));
  TotalStake.mutate(ctx, (stake) => add(stake, increment));
}

export function decreaseStakeOnColdkeyHotkeyAccount(
  ctx: Context,
  coldkey: AccountId,
  hotkey: AccountId,
  decrement: bigint,
): void {
  TotalColdkeyStake.mutate(ctx, coldkey, (stake) => sub(stake, decrement));
  TotalHotkeyStake.mutate(ctx, hotkey, (stake) => sub(stake, decrement));
  Stake.mutate(ctx, hotkey, coldkey, (stake) => sub(stake, decrement));
  TotalStake.mutate(ctx, (stake) => sub(stake, decrement));
}

/** To the hotkey's owner. A hotkey without one pays the zero account, as upstream. */
export const increaseStakeOnHotkeyAccount = (ctx: Context, hotkey: AccountId, increment: bigint): void =>
  increaseStakeOnColdkeyHotkeyAccount(ctx, Owner.get(ctx, hotkey), hotkey, increment);

/** Gives every coldkey its stake on the hotkey back. The entries of Stake stay, with 0. */
export function unstakeAllColdkeysFromHotkeyAccount(ctx: Context, hotkey: AccountId): void {
  for (const [[, coldkey], stake] of Stake.entries(ctx, hotkey)) {
    decreaseStakeOnColdkeyHotkeyAccount(ctx, coldkey, hotkey, stake);
    addBalanceToColdkeyAccount(ctx, coldkey, stake);
  }
}

/**
 * Ends every nomination below NominatorMinRequiredStake and pays it out. As upstream, TotalIssuance falls by what is
 * paid (spec 185 counts it as gone), so afterwards it is less than balances, stake and locks together.
 */
export function clearSmallNominations(ctx: Context): void {
  const least = NominatorMinRequiredStake.get(ctx);
  for (const [[hotkey, coldkey], stake] of Stake.entries(ctx)) {
    if (coldkeyOwnsHotkey(ctx, coldkey, hotkey) || stake >= least) continue;
    decreaseStakeOnColdkeyHotkeyAccount(ctx, coldkey, hotkey, stake);
    Stake.delete(ctx, hotkey, coldkey);
    TotalIssuance.mutate(ctx, (issued) => sub(issued, stake));
    addBalanceToColdkeyAccount(ctx, coldkey, stake);
  }
}
