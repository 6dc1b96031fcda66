import { membershipOf } from '../membership/membership.js';
import { membershipPallet } from '../membership/pallet.js';
import { changeMembers, initializeMembers } from '../triumvirate/members.js';
import { Prime } from '../triumvirate/storage.js';

/** The three who propose. Triumvirate keeps a copy of the list. */
export const triumvirateMembers = membershipOf({
  name: 'TriumvirateMembers',
  index: 9,
  maxMembers: 3,
  observer: {
    initialize: initializeMembers,
    change: changeMembers,
    setPrime: (ctx, prime) => (prime === undefined ? Prime.delete(ctx) : Prime.put(ctx, prime)),
  },
});

/** pallet_membership's first instance. */
export const triumvirateMembersPallet = membershipPallet(triumvirateMembers);
