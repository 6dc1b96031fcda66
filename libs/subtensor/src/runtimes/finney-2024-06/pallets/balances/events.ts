import { AccountId32, eventsOf, u64, v, variant } from '@yumanet/frame';
import { BalanceStatus } from './types.js';

const whoAmount = { who: AccountId32, amount: u64 };

export const Event = variant('pallet_balances::pallet::Event', {
  Endowed: v(0, { account: AccountId32, free_balance: u64 }),
  DustLost: v(1, { account: AccountId32, amount: u64 }),
  Transfer: v(2, { from: AccountId32, to: AccountId32, amount: u64 }),
  BalanceSet: v(3, { who: AccountId32, free: u64 }),
  Reserved: v(4, whoAmount),
  Unreserved: v(5, whoAmount),
  ReserveRepatriated: v(6, {
    from: AccountId32,
    to: AccountId32,
    amount: u64,
    destination_status: BalanceStatus,
  }),
  Deposit: v(7, whoAmount),
  Withdraw: v(8, whoAmount),
  Slashed: v(9, whoAmount),
  Minted: v(10, whoAmount),
  Burned: v(11, whoAmount),
  Suspended: v(12, whoAmount),
  Restored: v(13, whoAmount),
  Upgraded: v(14, { who: AccountId32 }),
  Issued: v(15, { amount: u64 }),
  Rescinded: v(16, { amount: u64 }),
  Locked: v(17, whoAmount),
  Unlocked: v(18, whoAmount),
  Frozen: v(19, whoAmount),
  Thawed: v(20, whoAmount),
  TotalIssuanceForced: v(21, { old: u64, new: u64 }),
});

export const deposit = eventsOf('Balances', Event);
