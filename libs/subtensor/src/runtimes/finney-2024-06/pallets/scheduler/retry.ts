import { DispatchFailure, type Context, type OriginCaller } from '@yumanet/frame';
import { dropCall } from '../preimage/bounded.js';
import { placeTask, taskAt } from './agenda.js';
import { MaxScheduledPerBlock } from './constants.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { ensurePrivilege } from './privilege.js';
import { Lookup, Retries } from './storage.js';
import type { Address, Retry, Task } from './types.js';
import type { WeightMeter } from './weight-meter.js';
import * as weights from './weights.js';

const U32_MAX = 0xffff_ffff;

/** The address of a name; throws NotFound. */
export function addressOf(ctx: Context, id: string): Address {
  const address = Lookup.get(ctx, id);
  if (address === undefined) throw errors.fail('NotFound');
  return address;
}

/** Has a task tried again when it fails. Throws NotFound or BadOrigin. */
export function setRetryOf(
  ctx: Context,
  origin: OriginCaller,
  address: Address,
  id: string | undefined,
  { retries, period }: { readonly retries: number; readonly period: number },
): void {
  ensurePrivilege(origin, taskAt(ctx, address).origin);
  Retries.put(ctx, address, { total_retries: retries, remaining: retries, period });
  deposit(ctx, 'RetrySet', { task: address, id, period, retries });
}

/** Has a task no longer tried again. Throws NotFound or BadOrigin. */
export function cancelRetryOf(
  ctx: Context,
  origin: OriginCaller,
  address: Address,
  id: string | undefined,
): void {
  ensurePrivilege(origin, taskAt(ctx, address).origin);
  Retries.delete(ctx, address);
  deposit(ctx, 'RetryCancelled', { task: address, id });
}

/** Schedules a failed task once more, as long as retries and weight last. */
export function scheduleRetry(
  ctx: Context,
  meter: WeightMeter,
  now: number,
  address: Address,
  task: Task,
  retry: Retry,
): void {
  const failed = (): void => deposit(ctx, 'RetryFailed', { task: address, id: task.maybe_id });
  if (!meter.tryConsume(weights.scheduleRetry(ctx.constant(MaxScheduledPerBlock)))) return failed();
  if (retry.remaining === 0) return;
  const again = { ...task, maybe_id: undefined, maybe_periodic: undefined };
  try {
    const next = placeTask(ctx, Math.min(now + retry.period, U32_MAX), again);
    Retries.put(ctx, next, { ...retry, remaining: retry.remaining - 1 });
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error;
    dropCall(ctx, task.call);
    // As upstream: the copy that could not be placed has no name.
    deposit(ctx, 'RetryFailed', { task: address, id: undefined });
  }
}
