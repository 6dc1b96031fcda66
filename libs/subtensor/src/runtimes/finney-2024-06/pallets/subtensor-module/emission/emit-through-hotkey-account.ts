import { emitThroughHotkey } from '@yumanet/yuma-core';
import type { AccountId, Context } from '@yumanet/frame';
import { increaseStakeOnColdkeyHotkeyAccount, increaseStakeOnHotkeyAccount } from '../accounts/stake.js';
import { Delegates, Owner, Stake, TotalHotkeyStake } from '../storage/stake.js';

/** Adds a hotkey's emission (rao) to stake: to its owner, or, for a delegate, take and nominators' shares. */
export function emitThroughHotkeyAccount(
  ctx: Context,
  hotkey: AccountId,
  serverEmissionRao: bigint,
  validatorEmissionRao: bigint,
): void {
  const take = Delegates.tryGet(ctx, hotkey);
  if (take === undefined)
    return increaseStakeOnHotkeyAccount(ctx, hotkey, serverEmissionRao + validatorEmissionRao);
  const added = emitThroughHotkey({
    take,
    stakes: new Map([...Stake.entries(ctx, hotkey)].map(([[, coldkey], stake]) => [coldkey, stake])),
    owner: Owner.get(ctx, hotkey),
    totalHotkeyStakeRao: TotalHotkeyStake.get(ctx, hotkey),
    serverEmissionRao,
    validatorEmissionRao,
  });
  for (const [coldkey, rao] of added) increaseStakeOnColdkeyHotkeyAccount(ctx, coldkey, hotkey, rao);
}
