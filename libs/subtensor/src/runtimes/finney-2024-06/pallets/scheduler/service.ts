import type { Context, WeightValue } from '@yumanet/frame';
import { lookupLength } from '../preimage/bounded.js';
import { MaxScheduledPerBlock, MaximumWeight } from './constants.js';
import { serviceTask, type Slot } from './service-task.js';
import { Agenda, IncompleteSince } from './storage.js';
import { WeightMeter } from './weight-meter.js';
import * as weights from './weights.js';

/** Runs what is due, oldest block first, within the scheduler's weight; answers the weight used. */
export function serviceAgendas(ctx: Context, now: number): WeightValue {
  const meter = new WeightMeter(ctx.constant(MaximumWeight));
  if (!meter.tryConsume(weights.serviceAgendasBase)) return meter.consumed;
  let incompleteSince = now + 1;
  const since = IncompleteSince.get(ctx);
  if (since !== undefined) IncompleteSince.delete(ctx);
  let when = since ?? now;
  const progress = { executed: 0 };
  const base = weights.serviceAgendaBase(ctx.constant(MaxScheduledPerBlock));
  while (when <= now && meter.canConsume(base)) {
    if (!serviceAgenda(ctx, meter, progress, now, when)) incompleteSince = Math.min(incompleteSince, when);
    when++;
  }
  incompleteSince = Math.min(incompleteSince, when);
  if (incompleteSince <= now) IncompleteSince.put(ctx, incompleteSince);
  return meter.consumed;
}

/** Runs one block's tasks by priority; answers whether none had to wait. */
function serviceAgenda(
  ctx: Context,
  meter: WeightMeter,
  progress: { executed: number },
  now: number,
  when: number,
): boolean {
  const agenda: Slot[] = [...Agenda.get(ctx, when)];
  const order = agenda
    .flatMap((task, index) => (task === undefined ? [] : [{ index, priority: task.priority, task }]))
    .sort((a, b) => a.priority - b.priority);
  meter.tryConsume(weights.serviceAgendaBase(order.length));
  let postponed = 0;
  let dropped = 0;
  for (const { index, task } of order) {
    const isPeriodic = task.maybe_periodic !== undefined;
    const weight = weights.serviceTask(lookupLength(task.call), task.maybe_id !== undefined, isPeriodic);
    if (!meter.canConsume(weight)) {
      // As upstream: the task was taken out already and is lost with the loop.
      agenda[index] = undefined;
      postponed++;
      break;
    }
    const outcome = serviceTask(ctx, meter, now, [when, index], task, progress.executed === 0);
    agenda[index] = outcome === 'done' ? undefined : task;
    if (outcome === 'done') progress.executed++;
    else if (outcome === 'unavailable') dropped++;
    else postponed++;
  }
  if (postponed > 0 || dropped > 0) Agenda.put(ctx, when, agenda);
  else Agenda.delete(ctx, when);
  return postponed === 0;
}
