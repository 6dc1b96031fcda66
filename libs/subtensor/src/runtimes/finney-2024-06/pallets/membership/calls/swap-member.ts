import { MultiAddress, defineCall, ensureRoot, type Call } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import type { Membership } from '../membership.js';
import { swapMember as swap } from '../members.js';
import * as weights from '../weights.js';

/** Puts another account in a member's place; the prime's office is not passed on. Root. */
export const swapMember = (membership: Membership): Call =>
  defineCall({
    index: 2,
    name: 'swap_member',
    args: { remove: MultiAddress, add: MultiAddress },
    origin: ensureRoot,
    weight: weights.swapMember(membership.maxMembers),
    run: (ctx, _root, args) => {
      const [remove, add] = [lookup(args.remove), lookup(args.add)];
      if (remove === add) return {};
      swap(ctx, membership, remove, add);
      return { actualWeight: weights.swapMember(membership.Members.get(ctx).length) };
    },
  });
