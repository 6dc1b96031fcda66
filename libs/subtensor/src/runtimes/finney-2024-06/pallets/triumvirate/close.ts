import { addWeight, type Context, type PostInfo, type WeightValue } from '@yumanet/frame';
import { wrap } from '../../u32.js';
import { Number_ } from '../system/storage.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { seats as countSeats } from './limits.js';
import { disapprove, executeProposal, proposalWithin } from './proposals.js';
import { Prime, type VotesValue } from './storage.js';
import { motion } from './votes.js';
import * as weights from './weights.js';

/** What `close` is given. */
export interface Closing {
  readonly hash: string;
  readonly index: number;
  readonly weightBound: WeightValue;
  readonly lengthBound: number;
}

interface Tally {
  readonly yes: number;
  readonly no: number;
  readonly seats: number;
}

/**
 * Ends a motion: at once when the ayes suffice or no longer can, otherwise after its end, when those who did not vote
 * count with the prime (nay without one). Throws TooEarly before. Upstream: do_close.
 */
export function closeMotion(ctx: Context, closing: Closing): PostInfo {
  const votes = motion(ctx, closing.hash, closing.index);
  const { threshold, ayes, nays, end } = votes;
  const seats = countSeats(ctx);
  const early = { yes: ayes.length, no: nays.length, seats };
  if (early.yes >= threshold) return approve(ctx, closing, early, weights.closeEarlyApproved);
  if (Math.max(seats - early.no, 0) < threshold)
    return reject(ctx, closing.hash, early, weights.closeEarlyDisapproved);
  if (Number_.get(ctx) < end) throw errors.fail('TooEarly');
  const final = withAbstentions(ctx, votes, seats);
  return final.yes >= threshold
    ? approve(ctx, closing, final, weights.closeApproved)
    : reject(ctx, closing.hash, final, weights.closeDisapproved);
}

/** Seats that did not vote go with the prime. More votes than seats (senators were removed) wrap, as upstream. */
function withAbstentions(ctx: Context, { ayes, nays }: VotesValue, seats: number): Tally {
  const prime = Prime.get(ctx);
  const [yes, no] = [ayes.length, nays.length];
  const abstentions = seats - (yes + no);
  return prime !== undefined && ayes.includes(prime)
    ? { yes: wrap(yes + abstentions), no, seats }
    : { yes, no: wrap(no + abstentions), seats };
}

function approve(
  ctx: Context,
  { hash, weightBound, lengthBound }: Closing,
  { yes, no, seats }: Tally,
  weigh: (b: number, m: number, p: number) => WeightValue,
): PostInfo {
  const { call, length } = proposalWithin(ctx, hash, lengthBound, weightBound);
  deposit(ctx, 'Closed', { proposal_hash: hash, yes, no });
  const declared = ctx.info(call).weight;
  const { result, active } = executeProposal(ctx, hash, call, [yes, seats]);
  const used = result.post.actualWeight ?? declared;
  return { actualWeight: addWeight(weigh(length, seats, active), used), paysFee: 'Yes' };
}

function reject(
  ctx: Context,
  hash: string,
  { yes, no, seats }: Tally,
  weigh: (m: number, p: number) => WeightValue,
): PostInfo {
  deposit(ctx, 'Closed', { proposal_hash: hash, yes, no });
  return { actualWeight: weigh(seats, disapprove(ctx, hash)), paysFee: 'No' };
}
