import { type AccountId, type Context } from '@yumanet/frame';
import { hold, tryRelease } from '../balances/hold.js';
import type { HoldReason } from '../balances/types.js';
import type { TicketValue } from './types.js';

/** deposit(2 items, 64 bytes) and deposit(0 items, 1 byte), in rao. */
const BASE_DEPOSIT = 104_000_000n;
const BYTE_DEPOSIT = 1_000_000n;

const REASON: HoldReason = { type: 'Preimage', value: { type: 'Preimage' } };

/** Holds the price of storing `length` bytes. */
export function takeConsideration(ctx: Context, who: AccountId, length: number): TicketValue {
  const amount = BASE_DEPOSIT + BYTE_DEPOSIT * BigInt(length);
  hold(ctx, REASON, who, amount);
  return [who, amount];
}

/** Releases it; a failure is nobody's affair, as upstream. */
export const dropConsideration = (ctx: Context, [who, amount]: TicketValue): void =>
  tryRelease(ctx, REASON, who, amount);
