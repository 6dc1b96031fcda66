import { RuntimeCall, ZERO_WEIGHT, addWeight, defineCall, vec } from '@yumanet/frame';
import { callsClass, callsWeight, dispatchItem, ensureSome, ensureWithinLimit } from '../batching.js';
import { deposit } from '../events.js';
import * as weights from '../weights.js';

/** Dispatches every call, whatever becomes of the others. */
export const forceBatch = defineCall({
  index: 4,
  name: 'force_batch',
  args: { calls: vec(RuntimeCall) },
  origin: ensureSome,
  weight: ({ calls }, ctx) => addWeight(callsWeight(ctx, calls), weights.forceBatch(calls.length)),
  class: ({ calls }, ctx) => callsClass(ctx, calls),
  run: (ctx, origin, { calls }) => {
    ensureWithinLimit(ctx, calls);
    let used = ZERO_WEIGHT;
    let failed = false;
    for (const call of calls) {
      const { result, weight } = dispatchItem(ctx, call, origin);
      used = addWeight(used, weight);
      failed ||= !result.ok;
      if (result.ok) deposit(ctx, 'ItemCompleted');
      else deposit(ctx, 'ItemFailed', { error: result.error });
    }
    deposit(ctx, failed ? 'BatchCompletedWithErrors' : 'BatchCompleted');
    // As upstream: the actual weight is that of `batch`.
    return { actualWeight: addWeight(weights.batch(calls.length), used) };
  },
});
