import type { AccountId, Context } from '@yumanet/frame';
import { dropConsideration } from './consideration.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { unrequest } from './request.js';
import { PreimageFor, RequestStatusFor } from './storage.js';
import { ensureUpdatedStatus } from './upgrade-status.js';

/** Takes a preimage back; `owner` (undefined: root) must be who paid for it. */
export function unnote(ctx: Context, hash: string, owner: AccountId | undefined): void {
  ensureUpdatedStatus(ctx, hash);
  const status = RequestStatusFor.get(ctx, hash);
  if (status === undefined) throw errors.fail('NotNoted');
  const ticket = status.type === 'Requested' ? status.value.maybe_ticket : status.value.ticket;
  if (owner !== undefined && ticket?.[0] !== owner) throw errors.fail('NotAuthorized');
  if (ticket === undefined) return unrequest(ctx, hash);
  dropConsideration(ctx, ticket);
  if (status.type === 'Requested') {
    RequestStatusFor.put(ctx, hash, {
      type: 'Requested',
      value: { ...status.value, maybe_ticket: undefined },
    });
    return;
  }
  RequestStatusFor.delete(ctx, hash);
  PreimageFor.delete(ctx, [hash, status.value.len]);
  deposit(ctx, 'Cleared', { hash });
}
