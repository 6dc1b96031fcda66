import { refusal, type AccountId, type Context } from '@yumanet/frame';
import { Members, Prime } from './storage.js';
import { removeVotes } from './votes.js';

/** What TriumvirateMembers tells: upstream's InitializeMembers and ChangeMembers. */

/** Genesis: an empty list says nothing. */
export function initializeMembers(ctx: Context, members: readonly AccountId[]): void {
  if (members.length === 0) return;
  if (Members.get(ctx).length > 0)
    throw refusal(
      'BAD_GENESIS',
      'genesis.triumvirate.members',
      'no members beside triumvirateMembers',
      'both',
    );
  Members.put(ctx, members);
}

/** The new list; votes of those who go, and the prime, go. */
export function changeMembers(
  ctx: Context,
  outgoing: readonly AccountId[],
  members: readonly AccountId[],
): void {
  removeVotes(ctx, outgoing);
  Members.put(ctx, members);
  Prime.delete(ctx);
}
