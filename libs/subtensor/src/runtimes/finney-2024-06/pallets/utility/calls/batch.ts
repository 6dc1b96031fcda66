import { RuntimeCall, ZERO_WEIGHT, addWeight, defineCall, vec } from '@yumanet/frame';
import { callsClass, callsWeight, dispatchItem, ensureSome, ensureWithinLimit } from '../batching.js';
import { deposit } from '../events.js';
import * as weights from '../weights.js';

/** Dispatches calls in order until one fails; what was done before stays done. */
export const batch = defineCall({
  index: 0,
  name: 'batch',
  args: { calls: vec(RuntimeCall) },
  origin: ensureSome,
  weight: ({ calls }, ctx) => addWeight(callsWeight(ctx, calls), weights.batch(calls.length)),
  class: ({ calls }, ctx) => callsClass(ctx, calls),
  run: (ctx, origin, { calls }) => {
    ensureWithinLimit(ctx, calls);
    let used = ZERO_WEIGHT;
    for (const [index, call] of calls.entries()) {
      const { result, weight } = dispatchItem(ctx, call, origin);
      used = addWeight(used, weight);
      if (!result.ok) {
        deposit(ctx, 'BatchInterrupted', { index, error: result.error });
        return { actualWeight: addWeight(weights.batch(index + 1), used) };
      }
      deposit(ctx, 'ItemCompleted');
    }
    deposit(ctx, 'BatchCompleted');
    return { actualWeight: addWeight(weights.batch(calls.length), used) };
  },
});
