import { AccountId32, defineCall, ensureSigned, u16 } from '@yumanet/frame';
import {
  burnTokens,
  canRemoveBalanceFromColdkeyAccount,
  removeBalanceFromColdkeyAccount,
} from '../accounts/balance.js';
import { isRoot, subnetExists } from '../checks/networks.js';
import { ensureRoomForRegistration } from '../checks/registration.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import { countRegistration, increment, registerNeuron } from '../neurons/register-neuron.js';
import {
  Burn,
  BurnRegistrationsThisInterval,
  NetworkRegistrationAllowed,
  RAORecycledForRegistration,
} from '../storage/registration.js';
import { add } from '../u64.js';
import { burnedRegister as weight } from '../weights.js';

/** Registers a hotkey of the signer on a subnet for the burn that the subnet asks now. */
export const burnedRegister = defineCall({
  index: 7,
  name: 'burned_register',
  args: { netuid: u16, hotkey: AccountId32 },
  origin: ensureSigned,
  weight,
  pays: 'No',
  run: (ctx, coldkey, { netuid, hotkey }) => {
    ensure(!isRoot(netuid), 'OperationNotPermittedOnRootSubnet');
    ensure(subnetExists(ctx, netuid), 'NetworkDoesNotExist');
    ensure(NetworkRegistrationAllowed.get(ctx, netuid), 'RegistrationDisabled');
    ensureRoomForRegistration(ctx, netuid, hotkey);
    const burn = Burn.get(ctx, netuid);
    ensure(canRemoveBalanceFromColdkeyAccount(ctx, coldkey, burn), 'NotEnoughBalanceToStake');
    burnTokens(ctx, removeBalanceFromColdkeyAccount(ctx, coldkey, burn));
    const uid = registerNeuron(ctx, netuid, coldkey, hotkey);
    BurnRegistrationsThisInterval.mutate(ctx, netuid, increment);
    countRegistration(ctx, netuid);
    // As upstream: the price counts as recycled, even where the deposit kept a part of it back.
    const recycled = add(RAORecycledForRegistration.get(ctx, netuid), burn);
    RAORecycledForRegistration.put(ctx, netuid, recycled);
    deposit(ctx, 'RAORecycledForRegistrationSet', [netuid, recycled]);
    deposit(ctx, 'NeuronRegistered', [netuid, uid, hotkey]);
  },
});
