import type { AccountId, Context } from '@yumanet/frame';
import { unstakeAllColdkeysFromHotkeyAccount } from '../accounts/stake.js';
import { isRegisteredOnAnyNetwork } from '../checks/networks.js';
import { IsNetworkMember } from '../storage/networks.js';
import { Active, Keys, Uids } from '../storage/neurons.js';
import { takeUid } from './append-neuron.js';
import { setAt } from './vectors.js';

/**
 * Gives a uid to another hotkey. Weights by and for it, bonds, last update, permit, ranks and emission stay with the
 * uid. A hotkey that is on no network any more is unstaked: its stake returns to the coldkeys' balances.
 */
export function replaceNeuron(
  ctx: Context,
  netuid: number,
  uid: number,
  hotkey: AccountId,
  block: bigint,
): void {
  const replaced = Keys.get(ctx, netuid, uid);
  Uids.delete(ctx, netuid, replaced);
  IsNetworkMember.delete(ctx, replaced, netuid);
  Keys.delete(ctx, netuid, uid);
  if (!isRegisteredOnAnyNetwork(ctx, replaced)) unstakeAllColdkeysFromHotkeyAccount(ctx, replaced);
  setAt(Active, ctx, netuid, uid, true);
  takeUid(ctx, netuid, uid, hotkey, block);
}
