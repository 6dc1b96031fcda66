import { AccountId32, eventsOf, u16, v, variant } from '@yumanet/frame';

export const Event = variant('pallet_commitments::pallet::Event', {
  Commitment: v(0, { netuid: u16, who: AccountId32 }),
});

export const deposit = eventsOf('Commitments', Event);
