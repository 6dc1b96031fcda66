import { ROOT_NETUID } from '@yumanet/yuma-core';
import type { AccountId, Context } from '@yumanet/frame';
import { IsNetworkMember } from '../storage/networks.js';
import { NetworksAdded } from '../storage/networks.js';
import { Uids } from '../storage/neurons.js';

export const isRoot = (netuid: number): boolean => netuid === ROOT_NETUID;

export const subnetExists = (ctx: Context, netuid: number): boolean => NetworksAdded.get(ctx, netuid);

/** Netuids in storage order: the order of their little-endian bytes. */
export const allNetuids = (ctx: Context): number[] =>
  [...NetworksAdded.entries(ctx)].map(([[netuid]]) => netuid);

export const isRegisteredOnNetwork = (ctx: Context, netuid: number, hotkey: AccountId): boolean =>
  Uids.exists(ctx, netuid, hotkey);

/** Whether the hotkey has a uid on any network, root included. Memberships outlive dissolved networks. */
export function isRegisteredOnAnyNetwork(ctx: Context, hotkey: AccountId): boolean {
  for (const [, isMember] of IsNetworkMember.entries(ctx, hotkey)) if (isMember) return true;
  return false;
}
