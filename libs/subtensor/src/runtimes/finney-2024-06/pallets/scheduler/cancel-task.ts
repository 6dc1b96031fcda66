import type { Context, OriginCaller } from '@yumanet/frame';
import { dropCall } from '../preimage/bounded.js';
import { removeTask } from './agenda.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { ensurePrivilege } from './privilege.js';
import { Agenda, Lookup, Retries } from './storage.js';
import type { Address } from './types.js';

/** Cancels the task at an address. Throws NotFound or BadOrigin. */
export function cancelTask(ctx: Context, origin: OriginCaller, address: Address): void {
  const [when, index] = address;
  const task = Agenda.get(ctx, when)[index];
  if (task === undefined) throw errors.fail('NotFound');
  ensurePrivilege(origin, task.origin);
  removeTask(ctx, address);
  dropCall(ctx, task.call);
  if (task.maybe_id !== undefined) Lookup.delete(ctx, task.maybe_id);
  Retries.delete(ctx, address);
  deposit(ctx, 'Canceled', { when, index });
}

/** Cancels the task of a name. Throws NotFound or BadOrigin. */
export function cancelNamedTask(ctx: Context, origin: OriginCaller, id: string): void {
  const address = Lookup.take(ctx, id);
  if (address === undefined) throw errors.fail('NotFound');
  const [when, index] = address;
  const task = Agenda.get(ctx, when)[index];
  if (task !== undefined) {
    ensurePrivilege(origin, task.origin);
    Retries.delete(ctx, address);
    dropCall(ctx, task.call);
  }
  removeTask(ctx, address);
  deposit(ctx, 'Canceled', { when, index });
}
