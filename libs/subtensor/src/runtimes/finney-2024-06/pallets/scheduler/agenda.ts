import { failure, type Context } from '@yumanet/frame';
import { MaxScheduledPerBlock } from './constants.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { Agenda, Lookup } from './storage.js';
import type { Address, Task } from './types.js';

/** Puts a task into the agenda of a block, at the end or into a hole. Throws Exhausted when it is full. */
export function placeTask(ctx: Context, when: number, task: Task): Address {
  const agenda = Agenda.get(ctx, when);
  const isFull = agenda.length >= ctx.constant(MaxScheduledPerBlock);
  const index = isFull ? agenda.findIndex((entry) => entry === undefined) : agenda.length;
  if (index < 0) throw failure('Exhausted');
  Agenda.put(ctx, when, isFull ? agenda.with(index, task) : [...agenda, task]);
  if (task.maybe_id !== undefined) Lookup.put(ctx, task.maybe_id, [when, index]);
  deposit(ctx, 'Scheduled', { when, index });
  return [when, index];
}

/** The task at an address; throws NotFound. */
export function taskAt(ctx: Context, [when, index]: Address): Task {
  const task = Agenda.get(ctx, when)[index];
  if (task === undefined) throw errors.fail('NotFound');
  return task;
}

/** Leaves a hole at an address, and drops holes from the end of the agenda. */
export function removeTask(ctx: Context, [when, index]: Address): void {
  const agenda = Agenda.get(ctx, when).map((task, i) => (i === index ? undefined : task));
  const length = agenda.findLastIndex((task) => task !== undefined) + 1;
  if (length === 0) Agenda.delete(ctx, when);
  else Agenda.put(ctx, when, agenda.slice(0, length));
}
