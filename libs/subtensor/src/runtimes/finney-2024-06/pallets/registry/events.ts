import { AccountId32, eventsOf, v, variant } from '@yumanet/frame';

export const Event = variant('pallet_registry::pallet::Event', {
  IdentitySet: v(0, { who: AccountId32 }),
  IdentityDissolved: v(1, { who: AccountId32 }),
});

export const deposit = eventsOf('Registry', Event);
