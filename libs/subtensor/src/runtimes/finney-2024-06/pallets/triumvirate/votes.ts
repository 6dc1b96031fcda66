import type { AccountId, Context } from '@yumanet/frame';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { Proposals, Voting, type VotesValue } from './storage.js';

/** One vote on a motion. */
export interface Vote {
  readonly who: AccountId;
  readonly proposal: string;
  readonly index: number;
  readonly approve: boolean;
}

/** The motion of a hash; throws ProposalMissing or WrongIndex. */
export function motion(ctx: Context, proposal: string, index: number): VotesValue {
  const votes = Voting.get(ctx, proposal);
  if (votes === undefined) throw errors.fail('ProposalMissing');
  if (votes.index !== index) throw errors.fail('WrongIndex');
  return votes;
}

/** Counts or changes a vote; answers whether it is the account's first. Throws DuplicateVote on the same vote again. */
export function doVote(ctx: Context, { who, proposal, index, approve }: Vote): boolean {
  const votes = motion(ctx, proposal, index);
  const [mine, other] = approve ? (['ayes', 'nays'] as const) : (['nays', 'ayes'] as const);
  if (votes[mine].includes(who)) throw errors.fail('DuplicateVote');
  const isFirst = !votes[other].includes(who);
  const changed = { ...votes, [mine]: [...votes[mine], who], [other]: swapRemove(votes[other], who) };
  const [yes, no] = [changed.ayes.length, changed.nays.length];
  deposit(ctx, 'Voted', { account: who, proposal_hash: proposal, voted: approve, yes, no });
  Voting.put(ctx, proposal, changed);
  return isFirst;
}

/** Takes accounts' votes off all motions. */
export function removeVotes(ctx: Context, accounts: readonly AccountId[]): void {
  const stay = (list: readonly AccountId[]): AccountId[] => list.filter((who) => !accounts.includes(who));
  for (const proposal of Proposals.get(ctx))
    Voting.mutate(
      ctx,
      proposal,
      (votes) => votes && { ...votes, ayes: stay(votes.ayes), nays: stay(votes.nays) },
    );
}

/** Rust's Vec::swap_remove: the last item takes the place of the one that goes. */
function swapRemove(list: readonly AccountId[], who: AccountId): readonly AccountId[] {
  const index = list.indexOf(who);
  const last = list.at(-1);
  return index < 0 || last === undefined ? list : list.with(index, last).slice(0, -1);
}
