import type { AccountId, Context } from '@yumanet/frame';
import { MAX_MEMBERS, addMember, members, swapMember } from '../../senate-members/members.js';
import { TotalHotkeyStake } from '../storage/stake.js';

/** Makes a root validator a senator: while there is room, or in place of the senator with the least stake. */
export function joinSenate(ctx: Context, hotkey: AccountId): void {
  const senators = members(ctx);
  if (senators.length < MAX_MEMBERS) return addMember(ctx, hotkey);
  const stakeOf = (who: AccountId): bigint => TotalHotkeyStake.get(ctx, who);
  // Upstream sorts descending and takes the last: among equals the last in member order.
  const last = senators.reduce((lowest, each) => (stakeOf(each) <= stakeOf(lowest) ? each : lowest));
  if (stakeOf(last) < stakeOf(hotkey)) swapMember(ctx, last, hotkey);
}
