import {
  AccountId32,
  H256,
  RuntimeCall,
  boundedVec,
  identity,
  storageOf,
  struct,
  u32,
  vec,
  type ValueOf,
} from '@yumanet/frame';

const { value, map } = storageOf('Triumvirate');

const Votes = struct('pallet_collective::Votes', {
  index: u32,
  /** Ayes that pass the motion. */
  threshold: u32,
  ayes: vec(AccountId32),
  nays: vec(AccountId32),
  /** The block from which a motion without a result may be closed. */
  end: u32,
});

export type VotesValue = ValueOf<typeof Votes>;

/** Hashes of active proposals, oldest first. */
export const Proposals = value('Proposals', boundedVec(H256), []);
/** Hash to the proposed call. */
export const ProposalOf = map('ProposalOf', [identity(H256)], RuntimeCall);
/** Hash to the motion's votes. */
export const Voting = map('Voting', [identity(H256)], Votes);
/** Proposals so far. */
export const ProposalCount = value('ProposalCount', u32, 0);
/** A copy of TriumvirateMembers’ list, ascending. */
export const Members = value('Members', vec(AccountId32), []);
/** The member whose vote counts for all who do not vote. */
export const Prime = value('Prime', AccountId32);

export const STORAGE = [Proposals, ProposalOf, Voting, ProposalCount, Members, Prime];
