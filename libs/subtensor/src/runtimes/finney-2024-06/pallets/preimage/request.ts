import type { Context } from '@yumanet/frame';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { PreimageFor, RequestStatusFor } from './storage.js';
import { ensureUpdatedStatus } from './upgrade-status.js';

const U32_MAX = 0xffff_ffff;

/** Asks that a preimage be kept; its owner may have the deposit back from now on. */
export function request(ctx: Context, hash: string): void {
  ensureUpdatedStatus(ctx, hash);
  const status = RequestStatusFor.get(ctx, hash);
  const value =
    status?.type === 'Requested'
      ? { ...status.value, count: Math.min(status.value.count + 1, U32_MAX) }
      : { maybe_ticket: status?.value.ticket, count: 1, maybe_len: status?.value.len };
  RequestStatusFor.put(ctx, hash, { type: 'Requested', value });
  if (value.count === 1) deposit(ctx, 'Requested', { hash });
}

/** Takes one request back; the last one frees or clears the preimage. Throws NotRequested. */
export function unrequest(ctx: Context, hash: string): void {
  ensureUpdatedStatus(ctx, hash);
  const status = RequestStatusFor.get(ctx, hash);
  if (status?.type !== 'Requested') throw errors.fail('NotRequested');
  const { count, maybe_len, maybe_ticket } = status.value;
  if (count > 1) {
    RequestStatusFor.put(ctx, hash, { type: 'Requested', value: { ...status.value, count: count - 1 } });
  } else if (maybe_len === undefined) {
    RequestStatusFor.delete(ctx, hash);
  } else if (maybe_ticket === undefined) {
    PreimageFor.delete(ctx, [hash, maybe_len]);
    RequestStatusFor.delete(ctx, hash);
    deposit(ctx, 'Cleared', { hash });
  } else {
    RequestStatusFor.put(ctx, hash, { type: 'Unrequested', value: { ticket: maybe_ticket, len: maybe_len } });
  }
}
