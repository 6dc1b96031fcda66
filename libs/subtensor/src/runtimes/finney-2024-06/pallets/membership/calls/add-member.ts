import { MultiAddress, defineCall, ensureRoot, type Call } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import type { Membership } from '../membership.js';
import { addMember as add } from '../members.js';
import * as weights from '../weights.js';

/** Adds a member. Root. */
export const addMember = (membership: Membership): Call =>
  defineCall({
    index: 0,
    name: 'add_member',
    args: { who: MultiAddress },
    origin: ensureRoot,
    weight: weights.addMember(membership.maxMembers),
    run: (ctx, _root, { who }) => {
      const before = membership.Members.get(ctx).length;
      add(ctx, membership, lookup(who));
      return { actualWeight: weights.addMember(before) };
    },
  });
