import { MultiAddress, defineCall, ensureRoot, type Call } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import type { Membership } from '../membership.js';
import { removeMember as remove } from '../members.js';
import * as weights from '../weights.js';

/** Removes a member. Root. */
export const removeMember = (membership: Membership): Call =>
  defineCall({
    index: 1,
    name: 'remove_member',
    args: { who: MultiAddress },
    origin: ensureRoot,
    weight: weights.removeMember(membership.maxMembers),
    run: (ctx, _root, { who }) => {
      const before = membership.Members.get(ctx).length;
      remove(ctx, membership, lookup(who));
      return { actualWeight: weights.removeMember(before) };
    },
  });
