import type { AccountId, Context } from '@yumanet/frame';
import { addOrOverflow, saturatingAdd, saturatingSub } from './amounts.js';
import { ExistentialDeposit } from './constants.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { mutateAccount } from './mutate-account.js';
import { TotalIssuance } from './storage.js';

/** Upstream's older Currency functions: the caller settles issuance with `burnIssuance` or `mintIssuance`. */

/** Takes exactly `value`; throws InsufficientBalance, Expendability or LiquidityRestrictions. */
export function withdraw(ctx: Context, who: AccountId, value: bigint, keepAlive: boolean): void {
  if (value === 0n) return;
  const ed = ctx.constant(ExistentialDeposit);
  mutateAccount(ctx, who, (account) => {
    if (account.free < value) throw errors.fail('InsufficientBalance');
    const free = account.free - value;
    if (keepAlive && free < ed && account.free >= ed) throw errors.fail('Expendability');
    if (free < account.frozen) throw errors.fail('LiquidityRestrictions');
    deposit(ctx, 'Withdraw', { who, amount: value });
    return { account: { ...account, free }, result: undefined };
  });
}

/** Adds to an account that exists; throws DeadAccount otherwise. */
export function depositIntoExisting(ctx: Context, who: AccountId, value: bigint): void {
  if (value === 0n) return;
  mutateAccount(ctx, who, (account, isNew) => {
    if (isNew) throw errors.fail('DeadAccount');
    const free = addOrOverflow(account.free, value);
    deposit(ctx, 'Deposit', { who, amount: value });
    return { account: { ...account, free }, result: undefined };
  });
}

export const burnIssuance = (ctx: Context, amount: bigint): void =>
  TotalIssuance.mutate(ctx, (issued) => saturatingSub(issued, amount));

export const mintIssuance = (ctx: Context, amount: bigint): void =>
  TotalIssuance.mutate(ctx, (issued) => saturatingAdd(issued, amount));
