import {
  addWeight,
  chargedWeight,
  failure,
  isRoot,
  type Context,
  type DispatchClassName,
  type DispatchResult,
  type Origin,
  type OuterCall,
  type WeightValue,
} from '@yumanet/frame';
import { BatchedCallsLimit } from './constants.js';
import { errors } from './errors.js';

/** Any origin but None. */
export function ensureSome(origin: Origin): Origin {
  if (origin.caller.type === 'system' && origin.caller.value.type === 'None') throw failure('BadOrigin');
  return origin;
}

export function ensureWithinLimit(ctx: Context, calls: readonly OuterCall[]): void {
  if (calls.length > ctx.constant(BatchedCallsLimit)) throw errors.fail('TooManyCalls');
}

/** Weight of all calls together. */
export const callsWeight = (ctx: Context, calls: readonly OuterCall[]): WeightValue =>
  addWeight(...calls.map((call) => ctx.info(call).weight));

/** Operational only when every call is. */
export const callsClass = (ctx: Context, calls: readonly OuterCall[]): DispatchClassName =>
  calls.every((call) => ctx.info(call).class.type === 'Operational') ? 'Operational' : 'Normal';

/** Dispatches one item and says what it really weighed. Root's items pass every filter. */
export function dispatchItem(
  ctx: Context,
  call: OuterCall,
  origin: Origin,
): { readonly result: DispatchResult; readonly weight: WeightValue } {
  const info = ctx.info(call);
  const result = isRoot(origin) ? ctx.dispatchBypassFilter(call, origin) : ctx.dispatch(call, origin);
  return { result, weight: chargedWeight(info, result.post) };
}
