import type { AccountId, Context } from '@yumanet/frame';
import { hold, release } from '../balances/hold.js';
import { reducibleBalance } from '../balances/reducible.js';
import type { HoldReason } from '../balances/types.js';
import { Number_ } from '../system/storage.js';
import { wrap } from '../../u32.js';
import { UnstakeCooldown } from './constants.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { MAX_PARTS, Unbonding } from './storage.js';

export const REASON: HoldReason = { type: 'Slashing', value: { type: 'Unbonding' } };

/**
 * Holds what `remove_stake` paid until the cooldown is over. What keeps the account alive (the existential deposit of
 * an account that had nothing) is not held. Throws TooManyUnbonding.
 */
export function beginCooldown(ctx: Context, coldkey: AccountId, hotkey: AccountId, paid: bigint): void {
  const free = reducibleBalance(ctx, coldkey, 'Protect', 'Force');
  const amount = paid < free ? paid : free;
  if (amount === 0n) return;
  const parts = Unbonding.get(ctx, hotkey, coldkey);
  if (parts.length >= MAX_PARTS) throw errors.fail('TooManyUnbonding');
  hold(ctx, REASON, coldkey, amount);
  const due = wrap(Number_.get(ctx) + ctx.constant(UnstakeCooldown));
  Unbonding.put(ctx, hotkey, coldkey, [...parts, { amount, due }]);
  deposit(ctx, 'Unbonding', { coldkey, hotkey, amount, due });
}

/** Frees every part that is due; answers their rao. Throws NothingToWithdraw. */
export function withdrawDue(ctx: Context, coldkey: AccountId, hotkey: AccountId): bigint {
  const block = Number_.get(ctx);
  const parts = Unbonding.get(ctx, hotkey, coldkey);
  const amount = parts.reduce((sum, part) => (part.due <= block ? sum + part.amount : sum), 0n);
  if (amount === 0n) throw errors.fail('NothingToWithdraw');
  release(ctx, REASON, coldkey, amount);
  const left = parts.filter(({ due }) => due > block);
  if (left.length === 0) Unbonding.delete(ctx, hotkey, coldkey);
  else Unbonding.put(ctx, hotkey, coldkey, left);
  deposit(ctx, 'Withdrawn', { coldkey, hotkey, amount });
  return amount;
}
