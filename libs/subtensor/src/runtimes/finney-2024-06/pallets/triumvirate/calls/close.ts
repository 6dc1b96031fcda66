import {
  H256,
  Weight,
  addWeight,
  compact,
  defineCall,
  ensureSigned,
  maxWeight,
  u32,
  type WeightValue,
} from '@yumanet/frame';
import { closeMotion } from '../close.js';
import { MAX_PROPOSALS, MAX_SEATS } from '../limits.js';
import * as weights from '../weights.js';

const atMost = (length: number): WeightValue =>
  [
    weights.closeEarlyDisapproved(MAX_SEATS, MAX_PROPOSALS),
    weights.closeApproved(length, MAX_SEATS, MAX_PROPOSALS),
    weights.closeDisapproved(MAX_SEATS, MAX_PROPOSALS),
  ].reduce(maxWeight, weights.closeEarlyApproved(length, MAX_SEATS, MAX_PROPOSALS));

/** Anybody ends a motion that is decided or over; an approved call is dispatched. */
export const close = defineCall({
  index: 6,
  name: 'close',
  args: {
    proposal_hash: H256,
    index: compact(u32),
    proposal_weight_bound: Weight,
    length_bound: compact(u32),
  },
  origin: ensureSigned,
  weight: ({ length_bound, proposal_weight_bound }) => addWeight(atMost(length_bound), proposal_weight_bound),
  class: 'Operational',
  run: (ctx, _who, { proposal_hash, index, proposal_weight_bound, length_bound }) =>
    closeMotion(ctx, {
      hash: proposal_hash,
      index,
      weightBound: proposal_weight_bound,
      lengthBound: length_bound,
    }),
});
