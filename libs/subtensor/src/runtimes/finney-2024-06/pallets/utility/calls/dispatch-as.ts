import {
  RuntimeCall,
  addWeight,
  defineCall,
  ensureRoot,
  originOf,
  outer,
  type OriginCaller,
} from '@yumanet/frame';
import { toResult } from '../../../result.js';
import { deposit } from '../events.js';
import * as weights from '../weights.js';

/** Dispatches a call with any origin. Root. */
export const dispatchAs = defineCall({
  index: 3,
  name: 'dispatch_as',
  args: { as_origin: outer<OriginCaller>('OriginCaller'), call: RuntimeCall },
  origin: ensureRoot,
  weight: ({ call }, ctx) => addWeight(weights.dispatchAs, ctx.info(call).weight),
  class: ({ call }, ctx) => ctx.info(call).class.type,
  run: (ctx, _root, { as_origin, call }) => {
    const result = ctx.dispatchBypassFilter(call, originOf(as_origin));
    deposit(ctx, 'DispatchedAs', { result: toResult(result) });
  },
});
