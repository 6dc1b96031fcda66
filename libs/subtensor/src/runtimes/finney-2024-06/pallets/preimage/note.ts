import { blake2_256, toHex, type AccountId, type Context } from '@yumanet/frame';
import { takeConsideration } from './consideration.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { PreimageFor, RequestStatusFor } from './storage.js';
import type { Status } from './types.js';
import { ensureUpdatedStatus } from './upgrade-status.js';

const MAX_SIZE = 4 * 1024 * 1024;

/** Stores bytes under their hash; a depositor pays unless they were asked for. Answers hash and whether asked for. */
export function noteBytes(
  ctx: Context,
  bytes: Uint8Array,
  depositor: AccountId | undefined,
): { readonly hash: string; readonly wasRequested: boolean } {
  const hash = toHex(blake2_256(bytes));
  if (bytes.length > MAX_SIZE) throw errors.fail('TooBig');
  ensureUpdatedStatus(ctx, hash);
  const status = notedStatus(ctx, RequestStatusFor.get(ctx, hash), bytes.length, depositor);
  RequestStatusFor.put(ctx, hash, status);
  PreimageFor.put(ctx, [hash, bytes.length], bytes);
  deposit(ctx, 'Noted', { hash });
  return { hash, wasRequested: status.type === 'Requested' };
}

function notedStatus(
  ctx: Context,
  known: Status | undefined,
  length: number,
  depositor: AccountId | undefined,
): Status {
  const requested = (ticket: Requested['maybe_ticket'], count: number): Status => ({
    type: 'Requested',
    value: { maybe_ticket: ticket, count, maybe_len: length },
  });
  if (known?.type === 'Requested') return requested(known.value.maybe_ticket, known.value.count);
  if (known !== undefined && depositor !== undefined) throw errors.fail('AlreadyNoted');
  if (known !== undefined) return requested(known.value.ticket, 1);
  if (depositor === undefined) return requested(undefined, 1);
  return { type: 'Unrequested', value: { ticket: takeConsideration(ctx, depositor, length), len: length } };
}

type Requested = Extract<Status, { type: 'Requested' }>['value'];
