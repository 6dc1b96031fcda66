import { struct, newtype, u128, u32, u64, type ValueOf } from '@yumanet/frame';

/** Balance of an account; amounts in rao (u64). `flags` bit 127 marks the account logic of 2023. */
export const AccountData = struct('pallet_balances::types::AccountData', {
  free: u64,
  reserved: u64,
  frozen: u64,
  flags: newtype('pallet_balances::types::ExtraFlags', u128),
});

export const AccountInfo = struct('frame_system::AccountInfo', {
  nonce: u32,
  consumers: u32,
  providers: u32,
  sufficients: u32,
  data: AccountData,
});

export type AccountDataValue = ValueOf<typeof AccountData>;
export type AccountInfoValue = ValueOf<typeof AccountInfo>;

export const NEW_LOGIC = 1n << 127n;

export const EMPTY_DATA: AccountDataValue = { free: 0n, reserved: 0n, frozen: 0n, flags: NEW_LOGIC };

export const EMPTY_ACCOUNT: AccountInfoValue = {
  nonce: 0,
  consumers: 0,
  providers: 0,
  sufficients: 0,
  data: EMPTY_DATA,
};
