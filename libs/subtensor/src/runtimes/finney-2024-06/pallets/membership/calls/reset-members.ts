import { AccountId32, defineCall, ensureRoot, vec, type AccountId, type Call } from '@yumanet/frame';
import type { Membership } from '../membership.js';
import { rejigPrime } from '../members.js';
import * as weights from '../weights.js';

/** Puts another list in the place of all members. As upstream an account may be listed twice. Root. */
export const resetMembers = (membership: Membership): Call =>
  defineCall({
    index: 3,
    name: 'reset_members',
    args: { members: vec(AccountId32) },
    origin: ensureRoot,
    weight: ({ members }) => weights.resetMembers(members.length),
    run: (ctx, _root, args) => {
      const { Members, errors, maxMembers, observer, deposit } = membership;
      if (args.members.length > maxMembers) throw errors.fail('TooManyMembers');
      const members = args.members.toSorted();
      observer?.change(ctx, difference(Members.get(ctx), members), members);
      rejigPrime(ctx, membership, members);
      Members.put(ctx, members);
      deposit(ctx, 'MembersReset');
    },
  });

/** Of two ascending lists, what the first has more often than the second (compute_members_diff_sorted). */
function difference(before: readonly AccountId[], after: readonly AccountId[]): AccountId[] {
  const left = [...after];
  return before.filter((who) => {
    const index = left.indexOf(who);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
