import type { AccountId, Context } from '@yumanet/frame';
import { addMember, swapMember } from '../../membership/members.js';
import { senate } from '../../senate-members/pallet.js';
import { removeVotes } from '../../triumvirate/votes.js';
import { TotalHotkeyStake } from '../storage/stake.js';

/**
 * Makes a root validator a senator: while there is room, or in place of the senator with the least stake, whose votes
 * go with it.
 */
export function joinSenate(ctx: Context, hotkey: AccountId): void {
  const senators = senate.Members.get(ctx);
  if (senators.length < senate.maxMembers) return addMember(ctx, senate, hotkey);
  const stakeOf = (who: AccountId): bigint => TotalHotkeyStake.get(ctx, who);
  // Upstream sorts descending and takes the last: among equals the last in member order.
  const last = senators.reduce((lowest, each) => (stakeOf(each) <= stakeOf(lowest) ? each : lowest));
  if (stakeOf(last) >= stakeOf(hotkey)) return;
  removeVotes(ctx, [last]);
  swapMember(ctx, senate, last, hotkey);
}
