import { DispatchFailure, type Context } from '@yumanet/frame';
import { unreserve } from '../balances/reserve.js';
import { takeConsideration } from './consideration.js';
import { RequestStatusFor, StatusFor } from './storage.js';
import type { OldStatus, Status } from './types.js';

/** Moves a status from the time of reserves to holds; answers whether there was one. */
export function ensureUpdatedStatus(ctx: Context, hash: string): boolean {
  const old = StatusFor.take(ctx, hash);
  if (old === undefined) return false;
  try {
    RequestStatusFor.put(ctx, hash, upgraded(ctx, old));
  } catch (error) {
    // Upstream forgets a status whose owner cannot hold what was just unreserved.
    if (!(error instanceof DispatchFailure)) throw error;
  }
  return true;
}

function upgraded(ctx: Context, old: OldStatus): Status {
  if (old.type === 'Unrequested') {
    const [who, amount] = old.value.deposit;
    unreserve(ctx, who, amount);
    return {
      type: 'Unrequested',
      value: { ticket: takeConsideration(ctx, who, old.value.len), len: old.value.len },
    };
  }
  const { deposit, count, len } = old.value;
  if (deposit !== undefined) unreserve(ctx, deposit[0], deposit[1]);
  const ticket =
    deposit === undefined || len === undefined ? undefined : takeConsideration(ctx, deposit[0], len);
  return { type: 'Requested', value: { maybe_ticket: ticket, count, maybe_len: len } };
}
