import { RuntimeCall, addWeight, compact, defineCall, ensureSigned, u32 } from '@yumanet/frame';
import { toResult } from '../../../result.js';
import { errors } from '../errors.js';
import { deposit } from '../events.js';
import { MAX_SEATS } from '../limits.js';
import { memberOrigin } from '../origin.js';
import { identify } from '../proposals.js';
import { Members } from '../storage.js';
import * as weights from '../weights.js';

/** A member dispatches a call as a member alone. How it went is an event. */
export const execute = defineCall({
  index: 1,
  name: 'execute',
  args: { proposal: RuntimeCall, length_bound: compact(u32) },
  origin: ensureSigned,
  weight: ({ proposal, length_bound }, ctx) =>
    addWeight(weights.execute(length_bound, MAX_SEATS), ctx.info(proposal).weight),
  class: 'Operational',
  run: (ctx, who, { proposal, length_bound }) => {
    const members = Members.get(ctx);
    if (!members.includes(who)) throw errors.fail('NotMember');
    const { hash, length } = identify(ctx, proposal, length_bound);
    const result = ctx.dispatch(proposal, memberOrigin(who));
    deposit(ctx, 'MemberExecuted', { proposal_hash: hash, result: toResult(result) });
    const { actualWeight } = result.post;
    return actualWeight && { actualWeight: addWeight(weights.execute(length, members.length), actualWeight) };
  },
});
