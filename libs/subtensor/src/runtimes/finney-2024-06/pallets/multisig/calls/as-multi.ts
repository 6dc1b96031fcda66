import {
  AccountId32,
  RuntimeCall,
  Weight,
  addWeight,
  defineCall,
  ensureSigned,
  maxWeight,
  option,
  u16,
  vec,
} from '@yumanet/frame';
import { operate } from '../operate.js';
import { Timepoint } from '../types.js';
import * as weights from '../weights.js';

/** Approves a call of a multisig account; the last approval dispatches it. */
export const asMulti = defineCall({
  index: 1,
  name: 'as_multi',
  args: {
    threshold: u16,
    other_signatories: vec(AccountId32),
    maybe_timepoint: option(Timepoint),
    call: RuntimeCall,
    max_weight: Weight,
  },
  origin: ensureSigned,
  weight: ({ other_signatories, call, max_weight }, ctx) => {
    const s = other_signatories.length;
    const z = ctx.encodeCall(call).length;
    const most = maxWeight(
      maxWeight(weights.asMultiCreate(s, z), weights.asMultiApprove(s, z)),
      weights.asMultiComplete(s, z),
    );
    return addWeight(most, max_weight);
  },
  run: (ctx, who, args) =>
    operate(ctx, {
      who,
      threshold: args.threshold,
      others: args.other_signatories,
      timepoint: args.maybe_timepoint,
      call: args.call,
      maxWeight: args.max_weight,
    }),
});
