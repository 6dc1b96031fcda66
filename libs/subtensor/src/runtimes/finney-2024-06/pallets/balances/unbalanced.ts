import { arithmeticFailure, tokenFailure, type AccountId, type Context } from '@yumanet/frame';
import { checkedAdd, least, saturatingAdd, saturatingSub } from './amounts.js';
import { ExistentialDeposit } from './constants.js';
import { errors } from './errors.js';
import { accountData, mutateAccount } from './mutate-account.js';
import { reducibleBalance, type Fortitude, type Preservation } from './reducible.js';

/** All of the amount or an error, or as much of it as there is. */
export type Precision = 'Exact' | 'BestEffort';

/** Sets a free balance; issuance is the caller's to keep. Upstream: fungible `write_balance`. */
export function writeBalance(ctx: Context, who: AccountId, amount: bigint): void {
  const maxReduction = reducibleBalance(ctx, who, 'Expendable', 'Force');
  mutateAccount(ctx, who, (account) => {
    if (saturatingSub(account.free, amount) > maxReduction) throw errors.fail('InsufficientBalance');
    return { account: { ...account, free: amount }, result: undefined };
  });
}

/** Takes from a free balance, issuance untouched; answers how much. Upstream: fungible `decrease_balance`. */
export function decreaseBalance(
  ctx: Context,
  who: AccountId,
  amount: bigint,
  precision: Precision,
  preservation: Preservation,
  fortitude: Fortitude,
): bigint {
  const before = accountData(ctx, who).free;
  const reducible = reducibleBalance(ctx, who, preservation, fortitude);
  if (precision === 'Exact' && reducible < amount) throw tokenFailure('FundsUnavailable');
  const taken = precision === 'Exact' ? amount : least(amount, reducible);
  if (before < taken) throw tokenFailure('FundsUnavailable');
  writeBalance(ctx, who, before - taken);
  return taken;
}

/** Adds to a free balance, issuance untouched; answers how much. Upstream: fungible `increase_balance`. */
export function increaseBalance(ctx: Context, who: AccountId, amount: bigint, precision: Precision): bigint {
  const before = accountData(ctx, who).free;
  const after = precision === 'BestEffort' ? saturatingAdd(before, amount) : checkedAdd(before, amount);
  if (after === undefined) throw arithmeticFailure('Overflow');
  if (after < ctx.constant(ExistentialDeposit)) {
    if (precision === 'BestEffort') return 0n;
    throw tokenFailure('BelowMinimum');
  }
  if (after === before) return 0n;
  writeBalance(ctx, who, after);
  return after - before;
}
