import { AccountId32, H256, ZERO_WEIGHT, bool, compact, defineCall, ensureSigned, u32 } from '@yumanet/frame';
import { senate } from '../../senate-members/pallet.js';
import { doVote } from '../../triumvirate/votes.js';
import { vote as voteWeight } from '../../triumvirate/weights.js';
import { coldkeyOwnsHotkey } from '../accounts/owner.js';
import { ensure } from '../errors.js';

/** A senator's vote on a proposal of the Triumvirate; signed by its coldkey. The first vote on a motion is free. */
export const vote = defineCall({
  index: 55,
  name: 'vote',
  args: { hotkey: AccountId32, proposal: H256, index: compact(u32), approve: bool },
  origin: ensureSigned,
  weight: ZERO_WEIGHT,
  class: 'Operational',
  run: (ctx, coldkey, { hotkey, ...rest }) => {
    ensure(coldkeyOwnsHotkey(ctx, coldkey, hotkey), 'NonAssociatedColdKey');
    const senators = senate.Members.get(ctx);
    ensure(senators.includes(hotkey), 'NotSenateMember');
    const isFirst = doVote(ctx, { who: hotkey, ...rest });
    return { actualWeight: voteWeight(senators.length), paysFee: isFirst ? 'No' : 'Yes' };
  },
});
