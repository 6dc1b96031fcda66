import type { AccountId, Context } from '@yumanet/frame';
import type { Membership } from './membership.js';

/** What the calls do once their origin is checked; other pallets do it too. */

/** Throws AlreadyMember or TooManyMembers. */
export function addMember(ctx: Context, membership: Membership, who: AccountId): void {
  const { Members, errors, maxMembers, observer, deposit } = membership;
  const current = Members.get(ctx);
  if (current.includes(who)) throw errors.fail('AlreadyMember');
  if (current.length >= maxMembers) throw errors.fail('TooManyMembers');
  const members = [...current, who].sort();
  Members.put(ctx, members);
  observer?.change(ctx, [], members);
  deposit(ctx, 'MemberAdded');
}

/** Throws NotMember. */
export function removeMember(ctx: Context, membership: Membership, who: AccountId): void {
  const { Members, observer, deposit } = membership;
  const current = Members.get(ctx);
  const members = current.toSpliced(indexOf(membership, current, who), 1);
  Members.put(ctx, members);
  observer?.change(ctx, [who], members);
  rejigPrime(ctx, membership, members);
  deposit(ctx, 'MemberRemoved');
}

/** Throws NotMember or AlreadyMember. A swap with oneself changes nothing. */
export function swapMember(ctx: Context, membership: Membership, remove: AccountId, add: AccountId): void {
  if (remove === add) return;
  const members = replace(ctx, membership, remove, add);
  rejigPrime(ctx, membership, members);
  membership.deposit(ctx, 'MembersSwapped');
}

/** Puts `add` in the place of `remove` and tells the observer; answers the new list. */
export function replace(
  ctx: Context,
  membership: Membership,
  remove: AccountId,
  add: AccountId,
): readonly AccountId[] {
  const { Members, errors, observer } = membership;
  const current = Members.get(ctx);
  const index = indexOf(membership, current, remove);
  if (current.includes(add)) throw errors.fail('AlreadyMember');
  const members = current.with(index, add).toSorted();
  Members.put(ctx, members);
  observer?.change(ctx, [remove], members);
  return members;
}

/** The prime stays while it is a member. */
export function rejigPrime(
  ctx: Context,
  { Prime, observer }: Membership,
  members: readonly AccountId[],
): void {
  const prime = Prime.get(ctx);
  if (prime === undefined) return;
  if (members.includes(prime)) observer?.setPrime(ctx, prime);
  else Prime.delete(ctx);
}

function indexOf({ errors }: Membership, members: readonly AccountId[], who: AccountId): number {
  const index = members.indexOf(who);
  if (index < 0) throw errors.fail('NotMember');
  return index;
}
