import { arithmeticFailure, tokenFailure, type AccountId, type Context } from '@yumanet/frame';
import { canDecProvider } from '../system/references.js';
import { checkedAdd } from './amounts.js';
import { ExistentialDeposit } from './constants.js';
import { accountData } from './mutate-account.js';
import { reducibleBalance } from './reducible.js';
import { TotalIssuance } from './storage.js';

/**
 * Throws the TokenError that withdrawing would meet. With `keepAlive` an account may not be reduced to zero.
 * Upstream: fungible `can_withdraw(..).into_result(..)`.
 */
export function ensureCanWithdraw(ctx: Context, who: AccountId, amount: bigint, keepAlive: boolean): void {
  if (amount === 0n) return;
  if (TotalIssuance.get(ctx) < amount) throw arithmeticFailure('Underflow');
  const account = accountData(ctx, who);
  if (account.free < amount) throw tokenFailure('FundsUnavailable');
  if (amount > reducibleBalance(ctx, who, 'Expendable', 'Polite')) throw tokenFailure('Frozen');
  const left = account.free - amount;
  const wouldDie = left < ctx.constant(ExistentialDeposit);
  if (wouldDie && !canDecProvider(ctx, who)) throw tokenFailure('OnlyProvider');
  if (left + account.reserved < account.frozen) throw tokenFailure('Frozen');
  if (wouldDie && keepAlive) throw tokenFailure('NotExpendable');
}

/** Throws the error that a deposit of existing funds would meet. Upstream: fungible `can_deposit`. */
export function ensureCanDeposit(ctx: Context, who: AccountId, amount: bigint): void {
  if (amount === 0n) return;
  const account = accountData(ctx, who);
  const free = checkedAdd(account.free, amount);
  if (free === undefined) throw arithmeticFailure('Overflow');
  if (free < ctx.constant(ExistentialDeposit)) throw tokenFailure('BelowMinimum');
  if (checkedAdd(account.reserved, free) === undefined) throw arithmeticFailure('Overflow');
}
