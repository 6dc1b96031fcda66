import type { AccountId, Context } from '@yumanet/frame';
import { coldkeyOwnsHotkey, createAccountIfNonExistent } from '../accounts/owner.js';
import { currentBlock } from '../block.js';
import { ensure } from '../errors.js';
import { MaxAllowedUids } from '../storage/hyperparameters.js';
import { SubnetworkN } from '../storage/networks.js';
import { RegistrationsThisBlock, RegistrationsThisInterval } from '../storage/registration.js';
import { appendNeuron } from './append-neuron.js';
import { neuronToPrune } from './neuron-to-prune.js';
import { replaceNeuron } from './replace-neuron.js';

/** What registering by burn and by work do alike once they are paid: an account, then a uid. Answers the uid. */
export function registerNeuron(ctx: Context, netuid: number, coldkey: AccountId, hotkey: AccountId): number {
  createAccountIfNonExistent(ctx, coldkey, hotkey);
  ensure(coldkeyOwnsHotkey(ctx, coldkey, hotkey), 'NonAssociatedColdKey');
  const room = MaxAllowedUids.get(ctx, netuid);
  ensure(room !== 0, 'NoNeuronIdAvailable');
  const block = currentBlock(ctx);
  if (SubnetworkN.get(ctx, netuid) < room) return appendNeuron(ctx, netuid, hotkey, block);
  const uid = neuronToPrune(ctx, netuid);
  replaceNeuron(ctx, netuid, uid, hotkey, block);
  return uid;
}

/** Counts a registration towards the limits of block and interval. */
export function countRegistration(ctx: Context, netuid: number): void {
  RegistrationsThisInterval.mutate(ctx, netuid, increment);
  RegistrationsThisBlock.mutate(ctx, netuid, increment);
}

const U16_MAX = 65535;

/** u16 counter, one more. */
export const increment = (count: number): number => Math.min(count + 1, U16_MAX);
