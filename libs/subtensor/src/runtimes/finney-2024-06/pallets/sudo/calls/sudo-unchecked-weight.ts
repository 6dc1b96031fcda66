import { ROOT, RuntimeCall, Weight, defineCall } from '@yumanet/frame';
import { toResult } from '../../../result.js';
import { deposit } from '../events.js';
import { ensureSudo } from '../origin.js';

/** Dispatches a call as root at a weight of the sudo key's choice. */
export const sudoUncheckedWeight = defineCall({
  index: 1,
  name: 'sudo_unchecked_weight',
  args: { call: RuntimeCall, weight: Weight },
  origin: ensureSudo,
  weight: ({ weight }) => weight,
  class: ({ call }, ctx) => ctx.info(call).class.type,
  run: (ctx, _sudo, { call }) => {
    deposit(ctx, 'Sudid', { sudo_result: toResult(ctx.dispatchBypassFilter(call, ROOT)) });
    return { paysFee: 'No' };
  },
});
