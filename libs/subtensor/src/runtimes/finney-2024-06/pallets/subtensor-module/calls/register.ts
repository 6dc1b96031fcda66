import {
  AccountId32,
  bytes,
  defineCall,
  ensureSigned,
  panic,
  toHex,
  u16,
  u64,
  type Context,
} from '@yumanet/frame';
import { BlockHash } from '../../system/storage.js';
import { currentBlock } from '../block.js';
import { isRoot, subnetExists } from '../checks/networks.js';
import { createSealHash, hashMeetsDifficulty } from '../checks/proof-of-work.js';
import { ensureRoomForRegistration } from '../checks/registration.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import { countRegistration, increment, registerNeuron } from '../neurons/register-neuron.js';
import {
  Difficulty,
  NetworkPowRegistrationAllowed,
  POWRegistrationsThisInterval,
  UsedWork,
} from '../storage/registration.js';
import { register as weight } from '../weights.js';

/** Work counts for this many blocks, the block it names included. */
const WORK_LIFETIME = 3n;
const SEAL_LENGTH = 32;

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
    const block = currentBlock(ctx);
    ensure(block_number <= block && block - block_number < WORK_LIFETIME, 'InvalidWorkBlock');
    ensureSeal(ctx, Difficulty.get(ctx, netuid), { block_number, nonce, work, hotkey });
    UsedWork.put(ctx, work, block);
    const uid = registerNeuron(ctx, netuid, coldkey, hotkey);
    POWRegistrationsThisInterval.mutate(ctx, netuid, increment);
    countRegistration(ctx, netuid);
    deposit(ctx, 'NeuronRegistered', [netuid, uid, hotkey]);
  },
});

interface Work {
  readonly block_number: bigint;
  readonly nonce: bigint;
  readonly work: Uint8Array;
  readonly hotkey: string;
}

/** The work meets the difficulty and is the seal of its nonce. */
function ensureSeal(ctx: Context, difficulty: bigint, { block_number, nonce, work, hotkey }: Work): void {
  // Upstream's H256::from_slice panics here: the extrinsic makes its block invalid, so no author includes it.
  if (work.length !== SEAL_LENGTH) throw panic(`work: expected ${SEAL_LENGTH} bytes, got ${work.length}`);
  ensure(hashMeetsDifficulty(work, difficulty), 'InvalidDifficulty');
  const blockHash = BlockHash.get(ctx, Number(block_number));
  ensure(toHex(createSealHash(blockHash, nonce, hotkey)) === toHex(work), 'InvalidSeal');
}
