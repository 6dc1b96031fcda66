import {
  AccountId32,
  DispatchError,
  DispatchInfoType,
  H256,
  bool,
  eventsOf,
  v,
  variant,
} from '@yumanet/frame';

export const Event = variant('frame_system::pallet::Event', {
  ExtrinsicSuccess: v(0, { dispatch_info: DispatchInfoType }),
  ExtrinsicFailed: v(1, { dispatch_error: DispatchError, dispatch_info: DispatchInfoType }),
  CodeUpdated: v(2),
  NewAccount: v(3, { account: AccountId32 }),
  KilledAccount: v(4, { account: AccountId32 }),
  Remarked: v(5, { sender: AccountId32, hash: H256 }),
  UpgradeAuthorized: v(6, { code_hash: H256, check_version: bool }),
});

export const deposit = eventsOf('System', Event);
