import type { AccountId, Context } from '@yumanet/frame';
import type { HoldReason } from '../balances/types.js';
import { coldkeyOwnsHotkey } from '../subtensor-module/accounts/owner.js';
import { isRegisteredOnNetwork } from '../subtensor-module/checks/networks.js';
import { SubnetOwner } from '../subtensor-module/storage/networks.js';
import { ROOT_NETUID } from '@yumanet/yuma-core';
import { errors } from './errors.js';

/** What is held for an identity. */
export const REASON: HoldReason = { type: 'Registry', value: { type: 'RegistryIdentity' } };

/**
 * A coldkey may name its hotkeys that are on root, and a subnet's owner itself; CannotRegister otherwise. Upstream:
 * AllowIdentityReg of runtime/src/lib.rs.
 */
export function ensureMayRegister(ctx: Context, who: AccountId, identified: AccountId): void {
  const may =
    who === identified
      ? isSubnetOwner(ctx, who)
      : coldkeyOwnsHotkey(ctx, who, identified) && isRegisteredOnNetwork(ctx, ROOT_NETUID, identified);
  if (!may) throw errors.fail('CannotRegister');
}

function isSubnetOwner(ctx: Context, who: AccountId): boolean {
  for (const [, owner] of SubnetOwner.entries(ctx)) if (owner === who) return true;
  return false;
}
