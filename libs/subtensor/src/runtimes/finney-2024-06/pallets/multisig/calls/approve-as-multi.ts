import {
  AccountId32,
  Weight,
  addWeight,
  defineCall,
  ensureSigned,
  fixedBytes,
  maxWeight,
  option,
  u16,
  vec,
} from '@yumanet/frame';
import { operate } from '../operate.js';
import { Timepoint } from '../types.js';
import * as weights from '../weights.js';

/** Approves a call of a multisig account by its hash. */
export const approveAsMulti = defineCall({
  index: 2,
  name: 'approve_as_multi',
  args: {
    threshold: u16,
    other_signatories: vec(AccountId32),
    maybe_timepoint: option(Timepoint),
    call_hash: fixedBytes(32),
    max_weight: Weight,
  },
  origin: ensureSigned,
  weight: ({ other_signatories: { length }, max_weight }) =>
    addWeight(
      maxWeight(weights.approveAsMultiCreate(length), weights.approveAsMultiApprove(length)),
      max_weight,
    ),
  run: (ctx, who, args) =>
    operate(ctx, {
      who,
      threshold: args.threshold,
      others: args.other_signatories,
      timepoint: args.maybe_timepoint,
      call: { hash: args.call_hash },
      maxWeight: args.max_weight,
    }),
});
