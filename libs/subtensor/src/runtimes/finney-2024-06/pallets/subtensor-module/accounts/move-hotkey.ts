import type { AccountId, Context, StorageItem } from '@yumanet/frame';
import { Axons, LastTxBlock } from '../storage/limits.js';
import { IsNetworkMember } from '../storage/networks.js';
import { Keys, LoadedEmission, Uids } from '../storage/neurons.js';
import { Delegates, Owner, Stake, TotalHotkeyStake } from '../storage/stake.js';

/**
 * Moves everything that `from` has to `to`: owner, stake, take, memberships, uids, axons and emission that waits to
 * be paid. Answers how many writes upstream counts for it.
 */
export function moveHotkey(ctx: Context, coldkey: AccountId, from: AccountId, to: AccountId): number {
  Owner.delete(ctx, from);
  Owner.put(ctx, to, coldkey);
  let writes = 2;
  for (const item of [TotalHotkeyStake, LastTxBlock]) writes += moveEntry(item, ctx, from, to);
  writes += moveEntry(Delegates, ctx, from, to);
  writes += moveStakes(ctx, from, to);
  const netuids = [...IsNetworkMember.entries(ctx, from)].map(([[, netuid]]) => netuid);
  IsNetworkMember.clear(ctx, from);
  for (const netuid of netuids) IsNetworkMember.put(ctx, to, netuid, true);
  writes += 2 * netuids.length;
  for (const netuid of netuids) writes += moveAxon(ctx, netuid, from, to) + moveUid(ctx, netuid, from, to);
  return writes;
}

function moveEntry<V>(
  item: StorageItem<[AccountId], V, V>,
  ctx: Context,
  from: AccountId,
  to: AccountId,
): number {
  const value = item.tryGet(ctx, from);
  if (value === undefined) return 0;
  item.delete(ctx, from);
  item.put(ctx, to, value);
  return 2;
}

function moveStakes(ctx: Context, from: AccountId, to: AccountId): number {
  const stakes = [...Stake.entries(ctx, from)];
  Stake.clear(ctx, from);
  for (const [[, coldkey], stake] of stakes) Stake.put(ctx, to, coldkey, stake);
  return 2 * stakes.length;
}

function moveAxon(ctx: Context, netuid: number, from: AccountId, to: AccountId): number {
  const axon = Axons.get(ctx, netuid, from);
  if (axon === undefined) return 0;
  Axons.delete(ctx, netuid, from);
  Axons.put(ctx, netuid, to, axon);
  return 2;
}

function moveUid(ctx: Context, netuid: number, from: AccountId, to: AccountId): number {
  const uid = Uids.get(ctx, netuid, from);
  if (uid === undefined) return 0;
  Uids.delete(ctx, netuid, from);
  Uids.put(ctx, netuid, to, uid);
  Keys.put(ctx, netuid, uid, to);
  // As upstream: the uid-th tuple is taken for the uid's own, whoever it names.
  LoadedEmission.mutate(ctx, netuid, (loaded) =>
    loaded?.map((tuple, i) => (i === uid ? ([to, tuple[1], tuple[2]] as const) : tuple)),
  );
  return 4;
}
