import {
  DispatchFailure,
  addWeight,
  originOf,
  type Context,
  type DispatchResult,
  type OriginCaller,
  type OuterCall,
} from '@yumanet/frame';
import { toResult } from '../../result.js';
import { dropCall, peekCall } from '../preimage/bounded.js';
import { placeTask } from './agenda.js';
import { deposit } from './events.js';
import { scheduleRetry } from './retry.js';
import { Lookup, Retries } from './storage.js';
import type { Address, Retry, Task } from './types.js';
import type { WeightMeter } from './weight-meter.js';
import * as weights from './weights.js';

const U32_MAX = 0xffff_ffff;

/** A place in an agenda: a task, or a hole. */
export type Slot = Task | undefined;

/** Ran; cannot ever run; must wait for a block with more weight left. */
export type Outcome = 'done' | 'unavailable' | 'overweight';

/** Runs one task, and schedules what follows from it. */
export function serviceTask(
  ctx: Context,
  meter: WeightMeter,
  now: number,
  address: Address,
  task: Task,
  isFirst: boolean,
): Outcome {
  const id = task.maybe_id;
  if (id !== undefined) Lookup.delete(ctx, id);
  const peeked = peekCall(ctx, task.call);
  if (peeked === undefined) {
    deposit(ctx, 'CallUnavailable', { task: address, id });
    return 'unavailable';
  }
  meter.tryConsume(weights.serviceTask(peeked.length, id !== undefined, task.maybe_periodic !== undefined));
  const result = execute(ctx, meter, task.origin, peeked.call);
  if (result === undefined) {
    if (!isFirst) return 'overweight';
    dropCall(ctx, task.call);
    deposit(ctx, 'PermanentlyOverweight', { task: address, id });
    return 'unavailable';
  }
  const retry = Retries.take(ctx, address);
  deposit(ctx, 'Dispatched', { task: address, id, result: toResult(result) });
  if (retry !== undefined && !result.ok) scheduleRetry(ctx, meter, now, address, task, retry);
  if (task.maybe_periodic === undefined) dropCall(ctx, task.call);
  else repeat(ctx, now, address, task, task.maybe_periodic, retry);
  return 'done';
}

/** Dispatches if the weight left allows; undefined when it does not. */
function execute(
  ctx: Context,
  meter: WeightMeter,
  origin: OriginCaller,
  call: OuterCall,
): DispatchResult | undefined {
  const isSigned = origin.type === 'system' && origin.value.type === 'Signed';
  const base = isSigned ? weights.executeDispatchSigned : weights.executeDispatchUnsigned;
  const { weight } = ctx.info(call);
  if (!meter.canConsume(addWeight(base, weight))) return undefined;
  const result = ctx.dispatch(call, originOf(origin));
  meter.tryConsume(base);
  meter.tryConsume(result.post.actualWeight ?? weight);
  return result;
}

function repeat(
  ctx: Context,
  now: number,
  address: Address,
  task: Task,
  [period, count]: readonly [number, number],
  retry: Retry | undefined,
): void {
  const next: Task = { ...task, maybe_periodic: count > 1 ? [period, count - 1] : undefined };
  try {
    const placed = placeTask(ctx, Math.min(now + period, U32_MAX), next);
    if (retry !== undefined) Retries.put(ctx, placed, retry);
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error;
    dropCall(ctx, task.call);
    deposit(ctx, 'PeriodicFailed', { task: address, id: task.maybe_id });
  }
}
