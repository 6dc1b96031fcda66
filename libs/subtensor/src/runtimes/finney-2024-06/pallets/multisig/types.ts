import { AccountId32, boundedVec, struct, u32, u64, type ValueOf } from '@yumanet/frame';

/** Where a multisig operation began: block and extrinsic. */
export const Timepoint = struct('pallet_multisig::Timepoint', { height: u32, index: u32 });

export const MultisigType = struct('pallet_multisig::Multisig', {
  when: Timepoint,
  deposit: u64,
  depositor: AccountId32,
  approvals: boundedVec(AccountId32),
});

export type TimepointValue = ValueOf<typeof Timepoint>;
export type MultisigValue = ValueOf<typeof MultisigType>;
