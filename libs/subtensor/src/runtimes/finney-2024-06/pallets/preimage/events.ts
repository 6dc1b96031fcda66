import { H256, eventsOf, v, variant } from '@yumanet/frame';

export const Event = variant('pallet_preimage::pallet::Event', {
  Noted: v(0, { hash: H256 }),
  Requested: v(1, { hash: H256 }),
  Cleared: v(2, { hash: H256 }),
});

export const deposit = eventsOf('Preimage', Event);
