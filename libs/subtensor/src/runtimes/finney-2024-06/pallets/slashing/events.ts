import { AccountId32, eventsOf, u16, u32, u64, v, variant } from '@yumanet/frame';

export const Offence = variant('yumanet_slashing::Offence', { DoubleCommit: v(0), Absence: v(1) });

/** `amount` in rao; `due` is the block from which it can be withdrawn. */
export const Event = variant('yumanet_slashing::pallet::Event', {
  Unbonding: v(0, { coldkey: AccountId32, hotkey: AccountId32, amount: u64, due: u32 }),
  Withdrawn: v(1, { coldkey: AccountId32, hotkey: AccountId32, amount: u64 }),
  Slashed: v(2, { netuid: u16, hotkey: AccountId32, coldkey: AccountId32, offence: Offence, amount: u64 }),
});

export const deposit = eventsOf('Slashing', Event);
