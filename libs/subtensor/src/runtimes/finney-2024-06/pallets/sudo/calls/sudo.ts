import { ROOT, RuntimeCall, addWeight, defineCall } from '@yumanet/frame';
import { toResult } from '../../../result.js';
import { deposit } from '../events.js';
import { ensureSudo } from '../origin.js';
import * as weights from '../weights.js';

/** Dispatches a call as root. Free of fee when the signer is the sudo key. */
export const sudo = defineCall({
  index: 0,
  name: 'sudo',
  args: { call: RuntimeCall },
  origin: ensureSudo,
  weight: ({ call }, ctx) => addWeight(weights.sudo, ctx.info(call).weight),
  class: ({ call }, ctx) => ctx.info(call).class.type,
  run: (ctx, _sudo, { call }) => {
    deposit(ctx, 'Sudid', { sudo_result: toResult(ctx.dispatchBypassFilter(call, ROOT)) });
    return { paysFee: 'No' };
  },
});
