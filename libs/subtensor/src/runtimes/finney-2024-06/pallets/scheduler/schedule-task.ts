import type { Context, OriginCaller, OuterCall } from '@yumanet/frame';
import { boundCall, holdCall } from '../preimage/bounded.js';
import { Number_ } from '../system/storage.js';
import { placeTask } from './agenda.js';
import { errors } from './errors.js';
import { Lookup } from './storage.js';

const U32_MAX = 0xffff_ffff;

export interface Plan {
  /** A block, or a number of blocks after this one. */
  readonly when: { readonly at: number } | { readonly after: number };
  readonly id: string | undefined;
  readonly periodic: readonly [period: number, count: number] | undefined;
  readonly priority: number;
  readonly origin: OriginCaller;
  readonly call: OuterCall;
}

/** Schedules a call. Throws FailedToSchedule for a name in use, TargetBlockNumberInPast, Exhausted. */
export function scheduleTask(ctx: Context, plan: Plan): void {
  const call = boundCall(ctx, plan.call);
  if (plan.id !== undefined && Lookup.exists(ctx, plan.id)) throw errors.fail('FailedToSchedule');
  const when = resolve(Number_.get(ctx), plan.when);
  const { periodic } = plan;
  // One repetition is the one that is being scheduled.
  const repeats = periodic !== undefined && periodic[1] > 1 && periodic[0] !== 0;
  placeTask(ctx, when, {
    maybe_id: plan.id,
    priority: plan.priority,
    call,
    maybe_periodic: repeats ? [periodic[0], periodic[1] - 1] : undefined,
    origin: plan.origin,
  });
  holdCall(ctx, call);
}

function resolve(now: number, when: Plan['when']): number {
  // This block's tasks are done already, so the soonest is the next.
  const block = 'at' in when ? when.at : Math.min(now + when.after + 1, U32_MAX);
  if (block <= now) throw errors.fail('TargetBlockNumberInPast');
  return block;
}
