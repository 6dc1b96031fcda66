import { DispatchFailure, type AccountId, type Context } from '@yumanet/frame';
import { burnIssuance, mintIssuance } from '../../balances/currency.js';
import { ensureCanWithdraw } from '../../balances/consequences.js';
import { deposit as balancesEvent } from '../../balances/events.js';
import { reducibleBalance } from '../../balances/reducible.js';
import { decreaseBalance, increaseBalance } from '../../balances/unbalanced.js';
import { errors } from '../errors.js';
import { TotalIssuance } from '../storage/stake.js';
import { add, sub } from '../u64.js';

/** A coldkey's free balance and this pallet's own count of issuance. Amounts in rao. */

/** Pays a coldkey, as far as its account can exist afterwards, and answers how much; what cannot be paid is not created. */
export function addBalanceToColdkeyAccount(ctx: Context, coldkey: AccountId, amount: bigint): bigint {
  const paid = increaseBalance(ctx, coldkey, amount, 'BestEffort');
  balancesEvent(ctx, 'Deposit', { who: coldkey, amount: paid });
  mintIssuance(ctx, paid);
  return paid;
}

/** Whether `amount` can be taken, the account's end included. */
export function canRemoveBalanceFromColdkeyAccount(
  ctx: Context,
  coldkey: AccountId,
  amount: bigint,
): boolean {
  if (amount > reducibleBalance(ctx, coldkey, 'Expendable', 'Polite')) return false;
  try {
    ensureCanWithdraw(ctx, coldkey, amount, false);
    return true;
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error;
    return false;
  }
}

/**
 * Takes up to `amount`, leaving the existential deposit; answers what was taken.
 *
 * @throws BalanceWithdrawalError when nothing can be taken of an amount above zero.
 */
export function removeBalanceFromColdkeyAccount(ctx: Context, coldkey: AccountId, amount: bigint): bigint {
  if (amount === 0n) return 0n;
  const taken = decreaseBalance(ctx, coldkey, amount, 'BestEffort', 'Preserve', 'Polite');
  if (taken === 0n) throw errors.fail('BalanceWithdrawalError');
  balancesEvent(ctx, 'Withdraw', { who: coldkey, amount: taken });
  burnIssuance(ctx, taken);
  return taken;
}

/** Rao that leave existence. */
export const burnTokens = (ctx: Context, amount: bigint): void =>
  TotalIssuance.mutate(ctx, (issued) => sub(issued, amount));

/** Rao that come into existence. */
export const coinbase = (ctx: Context, amount: bigint): void =>
  TotalIssuance.mutate(ctx, (issued) => add(issued, amount));
