import { DispatchFailure, type AccountId, type Context } from '@yumanet/frame';
import { ensureCanDeposit, ensureCanWithdraw } from './consequences.js';
import { deposit } from './events.js';
import type { Preservation } from './reducible.js';
import { decreaseBalance, increaseBalance } from './unbalanced.js';

/** Moves free rao between accounts. Upstream: fungible `transfer`. */
export function transfer(
  ctx: Context,
  from: AccountId,
  to: AccountId,
  amount: bigint,
  preservation: Preservation,
): void {
  ensureCanWithdraw(ctx, from, amount, preservation !== 'Expendable');
  ensureCanDeposit(ctx, to, amount);
  if (from === to) return;
  decreaseBalance(ctx, from, amount, 'BestEffort', preservation, 'Polite');
  ignoreFailure(() => increaseBalance(ctx, to, amount, 'BestEffort'));
  deposit(ctx, 'Transfer', { from, to, amount });
}

// As upstream: the deposit was checked before, and whatever it says now is not the sender's affair.
function ignoreFailure(body: () => void): void {
  try {
    body();
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error;
  }
}
