import { AccountId32, RuntimeCall, addWeight, defineCall, ensureSigned, signed, vec } from '@yumanet/frame';
import { db } from '../../../limits.js';
import { rethrow } from '../../../result.js';
import { allSignatories, multiAccount } from '../signatories.js';
import * as weights from '../weights.js';

/** Dispatches a call for a multisig account of threshold one. */
export const asMultiThreshold1 = defineCall({
  index: 0,
  name: 'as_multi_threshold_1',
  args: { other_signatories: vec(AccountId32), call: RuntimeCall },
  origin: ensureSigned,
  weight: ({ call }, ctx) =>
    addWeight(weights.asMultiThreshold1(ctx.encodeCall(call).length), db(1, 1), ctx.info(call).weight),
  class: ({ call }, ctx) => ctx.info(call).class.type,
  run: (ctx, who, { other_signatories, call }) => {
    const id = multiAccount(allSignatories(ctx, other_signatories, who), 1);
    const result = ctx.dispatch(call, signed(id));
    const { actualWeight } = result.post;
    const own = weights.asMultiThreshold1(ctx.encodeCall(call).length);
    const used = actualWeight && addWeight(own, actualWeight);
    if (!result.ok) throw rethrow(result.error, used === undefined ? result.post : { actualWeight: used });
    return { actualWeight: used };
  },
});
