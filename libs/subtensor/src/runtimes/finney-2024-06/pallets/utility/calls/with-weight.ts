import { ROOT, RuntimeCall, Weight, defineCall, ensureRoot } from '@yumanet/frame';
import { rethrow } from '../../../result.js';

/** Dispatches a call as root at a weight of root's choice. Root. */
export const withWeight = defineCall({
  index: 5,
  name: 'with_weight',
  args: { call: RuntimeCall, weight: Weight },
  origin: ensureRoot,
  weight: ({ weight }) => weight,
  class: ({ call }, ctx) => ctx.info(call).class.type,
  run: (ctx, _root, { call }) => {
    const result = ctx.dispatchBypassFilter(call, ROOT);
    if (!result.ok) throw rethrow(result.error, {});
  },
});
