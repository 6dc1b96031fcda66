import { MultiAddress, defineCall, ensureRoot, type Call } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import type { Membership } from '../membership.js';
import * as weights from '../weights.js';

/** Makes a member the prime. Root. */
export const setPrime = (membership: Membership): Call =>
  defineCall({
    index: 5,
    name: 'set_prime',
    args: { who: MultiAddress },
    origin: ensureRoot,
    weight: weights.setPrime(membership.maxMembers),
    run: (ctx, _root, args) => {
      const { Members, Prime, errors, observer } = membership;
      const [who, members] = [lookup(args.who), Members.get(ctx)];
      if (!members.includes(who)) throw errors.fail('NotMember');
      Prime.put(ctx, who);
      observer?.setPrime(ctx, who);
      return { actualWeight: weights.setPrime(members.length) };
    },
  });
