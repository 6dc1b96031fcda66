import { ROOT_NETUID } from '@yumanet/yuma-core';
import {
  AccountId32,
  defineCall,
  ensureSigned,
  type AccountId,
  type Call,
  type Context,
} from '@yumanet/frame';
import type { Parameters } from '../../../parameters/parameters.js';
import { createAccountIfNonExistent } from '../accounts/owner.js';
import { currentBlock } from '../block.js';
import { subnetExists } from '../checks/networks.js';
import { ensureRoomForRegistration } from '../checks/registration.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import { appendNeuron } from '../neurons/append-neuron.js';
import { joinSenate } from '../neurons/join-senate.js';
import { countRegistration } from '../neurons/register-neuron.js';
import { replaceNeuron } from '../neurons/replace-neuron.js';
import { MaxAllowedUids } from '../storage/hyperparameters.js';
import { SubnetworkN } from '../storage/networks.js';
import { Keys } from '../storage/neurons.js';
import { Delegates, TotalHotkeyStake } from '../storage/stake.js';
import { U64_MAX } from '../u64.js';
import { rootRegister as weight } from '../weights.js';

/**
 * Registers a hotkey on root, free of charge; when root is full, in place of the validator with the least stake. The
 * hotkey becomes a delegate, and a senator if there is room or it outweighs one.
 */
export const rootRegister = ({ rootDelegateTake }: Pick<Parameters, 'rootDelegateTake'>): Call =>
  defineCall({
    index: 62,
    name: 'root_register',
    args: { hotkey: AccountId32 },
    origin: ensureSigned,
    weight,
    pays: 'No',
    run: (ctx, coldkey, { hotkey }) => {
      ensure(subnetExists(ctx, ROOT_NETUID), 'NetworkDoesNotExist');
      ensureRoomForRegistration(ctx, ROOT_NETUID, hotkey);
      createAccountIfNonExistent(ctx, coldkey, hotkey);
      const uid = takeRootSeat(ctx, hotkey);
      joinSenate(ctx, hotkey);
      if (!Delegates.exists(ctx, hotkey)) Delegates.put(ctx, hotkey, rootDelegateTake);
      countRegistration(ctx, ROOT_NETUID);
      deposit(ctx, 'NeuronRegistered', [ROOT_NETUID, uid, hotkey]);
    },
  });

function takeRootSeat(ctx: Context, hotkey: AccountId): number {
  const block = currentBlock(ctx);
  if (SubnetworkN.get(ctx, ROOT_NETUID) < MaxAllowedUids.get(ctx, ROOT_NETUID))
    return appendNeuron(ctx, ROOT_NETUID, hotkey, block);
  const [uid, stake] = lowestOnRoot(ctx);
  ensure(Keys.exists(ctx, ROOT_NETUID, uid), 'NotRegistered');
  ensure(stake < TotalHotkeyStake.get(ctx, hotkey), 'StakeTooLowForRoot');
  replaceNeuron(ctx, ROOT_NETUID, uid, hotkey, block);
  return uid;
}

/** The validator with the least stake, the first in storage order among equals. */
function lowestOnRoot(ctx: Context): [uid: number, stake: bigint] {
  let lowest: [number, bigint] = [0, U64_MAX];
  for (const [[, uid], hotkey] of Keys.entries(ctx, ROOT_NETUID)) {
    const stake = TotalHotkeyStake.get(ctx, hotkey);
    if (stake < lowest[1]) lowest = [uid, stake];
  }
  return lowest;
}
