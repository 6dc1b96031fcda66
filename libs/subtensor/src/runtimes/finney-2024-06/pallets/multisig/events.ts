import { AccountId32, DispatchResultType, eventsOf, fixedBytes, v, variant } from '@yumanet/frame';
import { Timepoint } from './types.js';

const CallHash = fixedBytes(32);

export const Event = variant('pallet_multisig::pallet::Event', {
  NewMultisig: v(0, { approving: AccountId32, multisig: AccountId32, call_hash: CallHash }),
  MultisigApproval: v(1, {
    approving: AccountId32,
    timepoint: Timepoint,
    multisig: AccountId32,
    call_hash: CallHash,
  }),
  MultisigExecuted: v(2, {
    approving: AccountId32,
    timepoint: Timepoint,
    multisig: AccountId32,
    call_hash: CallHash,
    result: DispatchResultType,
  }),
  MultisigCancelled: v(3, {
    cancelling: AccountId32,
    timepoint: Timepoint,
    multisig: AccountId32,
    call_hash: CallHash,
  }),
});

export const deposit = eventsOf('Multisig', Event);
