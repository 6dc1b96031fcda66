import { MultiAddress, RuntimeCall, addWeight, defineCall, signed } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { toResult } from '../../../result.js';
import { deposit } from '../events.js';
import { ensureSudo } from '../origin.js';
import * as weights from '../weights.js';

/** Dispatches a call as if another account had signed it. */
export const sudoAs = defineCall({
  index: 3,
  name: 'sudo_as',
  args: { who: MultiAddress, call: RuntimeCall },
  origin: ensureSudo,
  weight: ({ call }, ctx) => addWeight(weights.sudoAs, ctx.info(call).weight),
  class: ({ call }, ctx) => ctx.info(call).class.type,
  run: (ctx, _sudo, { who, call }) => {
    const result = ctx.dispatchBypassFilter(call, signed(lookup(who)));
    deposit(ctx, 'SudoAsDone', { sudo_result: toResult(result) });
    return { paysFee: 'No' };
  },
});
