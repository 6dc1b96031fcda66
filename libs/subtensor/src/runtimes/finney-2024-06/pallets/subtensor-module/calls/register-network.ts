import { nextNetuid } from '@yumanet/yuma-core';
import { defineCall, ensureSigned, type Call, type Context } from '@yumanet/frame';
import type { Parameters } from '../../../parameters/parameters.js';
import { canRemoveBalanceFromColdkeyAccount, removeBalanceFromColdkeyAccount } from '../accounts/balance.js';
import { currentBlock } from '../block.js';
import { allNetuids } from '../checks/networks.js';
import { ensure, errors } from '../errors.js';
import { deposit } from '../events.js';
import { initNewNetwork } from '../networks/init-new-network.js';
import { lockCost } from '../networks/lock-cost.js';
import { removeNetwork } from '../networks/remove-network.js';
import { subnetToPrune } from '../networks/subnet-to-prune.js';
import {
  NetworkLastLockCost,
  NetworkLastRegistered,
  NetworkRateLimit,
  NetworkRegisteredAt,
  SubnetLimit,
  SubnetLocked,
  SubnetOwner,
  TotalNetworks,
} from '../storage/networks.js';
import { sub } from '../u64.js';
import { registerNetwork as weight } from '../weights.js';

/** Registers a network owned by the signer for the lock that it costs now; a full chain dissolves one for it. */
export const registerNetwork = ({ newNetwork }: Pick<Parameters, 'newNetwork'>): Call =>
  defineCall({
    index: 59,
    name: 'register_network',
    args: {},
    origin: ensureSigned,
    weight,
    class: 'Operational',
    pays: 'No',
    run: (ctx, coldkey) => {
      const block = currentBlock(ctx);
      const sinceLast = sub(block, NetworkLastRegistered.get(ctx));
      ensure(sinceLast >= NetworkRateLimit.get(ctx), 'TxRateLimitExceeded');
      const lock = lockCost(ctx);
      ensure(canRemoveBalanceFromColdkeyAccount(ctx, coldkey, lock), 'NotEnoughBalanceToStake');
      const netuid = takeNetuid(ctx);
      const locked = removeBalanceFromColdkeyAccount(ctx, coldkey, lock);
      SubnetLocked.put(ctx, netuid, locked);
      NetworkLastLockCost.put(ctx, locked);
      initNewNetwork(ctx, netuid, newNetwork);
      NetworkLastRegistered.put(ctx, block);
      NetworkRegisteredAt.put(ctx, netuid, block);
      SubnetOwner.put(ctx, netuid, coldkey);
      deposit(ctx, 'NetworkAdded', [netuid, 0]);
    },
  });

/** A free netuid, or the one of the network that is pruned. The limit does not count root. */
function takeNetuid(ctx: Context): number {
  if (Math.max(TotalNetworks.get(ctx) - 1, 0) < SubnetLimit.get(ctx))
    return nextNetuid(new Set(allNetuids(ctx)));
  const pruned = subnetToPrune(ctx);
  if (pruned === null) throw errors.fail('AllNetworksInImmunity');
  removeNetwork(ctx, pruned);
  deposit(ctx, 'NetworkRemoved', pruned);
  return pruned;
}
