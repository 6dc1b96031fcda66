import type { AccountId, Context } from '@yumanet/frame';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { Members, Prime } from './storage.js';

/** Seats of the senate. */
export const MAX_MEMBERS = 12;

export const members = (ctx: Context): readonly AccountId[] => Members.get(ctx);

/** Throws AlreadyMember or TooManyMembers. */
export function addMember(ctx: Context, who: AccountId): void {
  const current = members(ctx);
  if (current.includes(who)) throw errors.fail('AlreadyMember');
  if (current.length >= MAX_MEMBERS) throw errors.fail('TooManyMembers');
  Members.put(ctx, [...current, who].sort());
  deposit(ctx, 'MemberAdded');
}

/** Throws NotMember or AlreadyMember. Without Triumvirate there are no votes that leave with the old member. */
export function swapMember(ctx: Context, remove: AccountId, add: AccountId): void {
  if (remove === add) return;
  const current = members(ctx);
  if (!current.includes(remove)) throw errors.fail('NotMember');
  if (current.includes(add)) throw errors.fail('AlreadyMember');
  Members.put(ctx, [...current.filter((each) => each !== remove), add].sort());
  if (Prime.get(ctx) === remove) Prime.delete(ctx);
  deposit(ctx, 'MembersSwapped');
}
