import {
  RuntimeCall,
  ZERO_WEIGHT,
  addWeight,
  defineCall,
  vec,
  withFilter,
  type OuterCall,
} from '@yumanet/frame';
import { rethrow } from '../../../result.js';
import { callsClass, callsWeight, dispatchItem, ensureSome, ensureWithinLimit } from '../batching.js';
import { deposit } from '../events.js';
import * as weights from '../weights.js';

/** Users may not nest it. */
const isNotBatchAll = (call: OuterCall): boolean =>
  call.type !== 'Utility' || call.value.type !== 'batch_all';

/** Dispatches all calls or none: the first failure undoes what was done and fails the batch. */
export const batchAll = defineCall({
  index: 2,
  name: 'batch_all',
  args: { calls: vec(RuntimeCall) },
  origin: ensureSome,
  weight: ({ calls }, ctx) => addWeight(callsWeight(ctx, calls), weights.batchAll(calls.length)),
  class: ({ calls }, ctx) => callsClass(ctx, calls),
  run: (ctx, origin, { calls }) => {
    ensureWithinLimit(ctx, calls);
    const filtered = withFilter(origin, isNotBatchAll);
    let used = ZERO_WEIGHT;
    for (const [index, call] of calls.entries()) {
      const { result, weight } = dispatchItem(ctx, call, filtered);
      used = addWeight(used, weight);
      if (!result.ok)
        throw rethrow(result.error, { actualWeight: addWeight(weights.batchAll(index + 1), used) });
      deposit(ctx, 'ItemCompleted');
    }
    deposit(ctx, 'BatchCompleted');
    return { actualWeight: addWeight(weights.batchAll(calls.length), used) };
  },
});
