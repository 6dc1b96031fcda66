import {
  blake2_256,
  anyGreater,
  toHex,
  type AccountId,
  type Context,
  type DispatchResult,
  type OuterCall,
  type WeightValue,
} from '@yumanet/frame';
import { toResult } from '../../result.js';
import { wrap } from '../../u32.js';
import { Number_ } from '../system/storage.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { MAX_PROPOSALS } from './limits.js';
import { membersOrigin } from './origin.js';
import { ProposalCount, ProposalOf, Proposals, Voting } from './storage.js';

/** A call as a proposal is known: its hash and its length in bytes. Throws WrongProposalLength above `lengthBound`. */
export function identify(
  ctx: Context,
  call: OuterCall,
  lengthBound: number,
): { hash: string; length: number } {
  const encoded = ctx.encodeCall(call);
  if (encoded.length > lengthBound) throw errors.fail('WrongProposalLength');
  return { hash: toHex(blake2_256(encoded)), length: encoded.length };
}

/** A motion that begins. */
export interface NewMotion {
  readonly who: AccountId;
  readonly call: OuterCall;
  readonly threshold: number;
  readonly lengthBound: number;
  /** Blocks. */
  readonly duration: number;
}

/** Begins a motion; answers the proposal's length and how many are active now. Upstream: do_propose_proposed. */
export function beginMotion(
  ctx: Context,
  { who, call, threshold, lengthBound, duration }: NewMotion,
): { readonly length: number; readonly active: number } {
  const { hash, length } = identify(ctx, call, lengthBound);
  if (ProposalOf.exists(ctx, hash)) throw errors.fail('DuplicateProposal');
  const active = [...Proposals.get(ctx), hash];
  if (active.length > MAX_PROPOSALS) throw errors.fail('TooManyProposals');
  Proposals.put(ctx, active);
  const index = ProposalCount.get(ctx);
  ProposalCount.put(ctx, wrap(index + 1));
  ProposalOf.put(ctx, hash, call);
  Voting.put(ctx, hash, { index, threshold, ayes: [], nays: [], end: wrap(Number_.get(ctx) + duration) });
  deposit(ctx, 'Proposed', { account: who, proposal_index: index, proposal_hash: hash, threshold });
  return { length, active: active.length };
}

/** The proposed call and its length. Throws WrongProposalLength or WrongProposalWeight when it is above a bound. */
export function proposalWithin(
  ctx: Context,
  hash: string,
  lengthBound: number,
  weightBound: WeightValue,
): { readonly call: OuterCall; readonly length: number } {
  const call = ProposalOf.get(ctx, hash);
  if (call === undefined) throw errors.fail('ProposalMissing');
  const { length } = identify(ctx, call, lengthBound);
  if (anyGreater(ctx.info(call).weight, weightBound)) throw errors.fail('WrongProposalWeight');
  return { call, length };
}

/** Dispatches an approved call as so many ayes of so many seats. How it went is an event. */
export function executeProposal(
  ctx: Context,
  hash: string,
  call: OuterCall,
  [ayes, seats]: readonly [number, number],
): { readonly result: DispatchResult; readonly active: number } {
  deposit(ctx, 'Approved', { proposal_hash: hash });
  const result = ctx.dispatch(call, membersOrigin(ayes, seats));
  deposit(ctx, 'Executed', { proposal_hash: hash, result: toResult(result) });
  return { result, active: removeProposal(ctx, hash) };
}

export function disapprove(ctx: Context, hash: string): number {
  deposit(ctx, 'Disapproved', { proposal_hash: hash });
  return removeProposal(ctx, hash);
}

/** Forgets a proposal and its votes; answers one more than are left, which upstream weighs by. */
function removeProposal(ctx: Context, hash: string): number {
  ProposalOf.delete(ctx, hash);
  Voting.delete(ctx, hash);
  const left = Proposals.get(ctx).filter((each) => each !== hash);
  Proposals.put(ctx, left);
  return left.length + 1;
}
