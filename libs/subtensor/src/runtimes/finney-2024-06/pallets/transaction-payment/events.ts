import { AccountId32, eventsOf, u64, v, variant } from '@yumanet/frame';

export const Event = variant('pallet_transaction_payment::pallet::Event', {
  TransactionFeePaid: v(0, { who: AccountId32, actual_fee: u64, tip: u64 }),
});

export const deposit = eventsOf('TransactionPayment', Event);
