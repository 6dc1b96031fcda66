import { eventsOf, v, variant } from '@yumanet/frame';

export const Event = variant('pallet_membership::pallet::Event', {
  MemberAdded: v(0),
  MemberRemoved: v(1),
  MembersSwapped: v(2),
  MembersReset: v(3),
  KeyChanged: v(4),
  Dummy: v(5),
});

export const deposit = eventsOf('SenateMembers', Event);
