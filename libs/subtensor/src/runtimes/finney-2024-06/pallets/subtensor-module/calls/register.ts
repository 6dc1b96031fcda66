import { AccountId32, bytes, defineCall, ensureSigned, u16, u64 } from '@yumanet/frame';
import { isRoot, subnetExists } from '../checks/networks.js';
import { ensureRoomForRegistration } from '../checks/registration.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import { countRegistration, increment, registerNeuron } from '../neurons/register-neuron.js';
import { useWork } from '../neurons/use-work.js';
import {
  Difficulty,
  NetworkPowRegistrationAllowed,
  POWRegistrationsThisInterval,
} from '../storage/registration.js';
import { register as weight } from '../weights.js';

/** Registers the signing hotkey on a subnet with a proof of work over a recent block. */
export const register = defineCall({
  index: 6,
  name: 'register',
  args: {
    netuid: u16,
    block_number: u64,
    nonce: u64,
    work: bytes,
    hotkey: AccountId32,
    coldkey: AccountId32,
  },
  origin: ensureSigned,
  weight,
  pays: 'No',
  run: (ctx, signer, { netuid, block_number, nonce, work, hotkey, coldkey }) => {
    ensure(signer === hotkey, 'HotkeyOriginMismatch');
    ensure(!isRoot(netuid), 'OperationNotPermittedOnRootSubnet');
    ensure(subnetExists(ctx, netuid), 'NetworkDoesNotExist');
    ensure(NetworkPowRegistrationAllowed.get(ctx, netuid), 'RegistrationDisabled');
    ensureRoomForRegistration(ctx, netuid, hotkey);
    useWork(ctx, Difficulty.get(ctx, netuid), { block_number, nonce, work, account: hotkey });
    const uid = registerNeuron(ctx, netuid, coldkey, hotkey);
    POWRegistrationsThisInterval.mutate(ctx, netuid, increment);
    countRegistration(ctx, netuid);
    deposit(ctx, 'NeuronRegistered', [netuid, uid, hotkey]);
  },
});
