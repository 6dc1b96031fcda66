import type { AccountId, Context } from '@yumanet/frame';
import { EMPTY_DATA, type AccountDataValue } from '../system/account.js';
import { decConsumers, decProviders, incConsumers, incProviders, storeData } from '../system/references.js';
import { Account } from '../system/storage.js';
import { saturatingSub } from './amounts.js';
import { ExistentialDeposit } from './constants.js';
import { deposit } from './events.js';
import { TotalIssuance } from './storage.js';
import { ensureUpgraded } from './upgrade-account.js';

/** Balance data of an account (zero when it does not exist). */
export const accountData = (ctx: Context, who: AccountId): AccountDataValue => Account.get(ctx, who).data;

/** What a change makes of an account, and what it answers. */
export interface Change<R> {
  readonly account: AccountDataValue;
  readonly result: R;
}

const isEmpty = ({ free, reserved, frozen, flags }: AccountDataValue): boolean =>
  free === 0n && reserved === 0n && frozen === 0n && flags === EMPTY_DATA.flags;

/**
 * Changes an account's balances and keeps its references right: an account with the existential deposit provides
 * for itself, one with reserved or frozen funds consumes. Below the deposit it dies and its dust leaves issuance.
 * Upstream: pallet_balances `try_mutate_account_handling_dust`.
 */
export function mutateAccount<R>(
  ctx: Context,
  who: AccountId,
  change: (account: AccountDataValue, isNew: boolean) => Change<R>,
): R {
  const ed = ctx.constant(ExistentialDeposit);
  ensureUpgraded(ctx, who);
  const before = accountData(ctx, who);
  const isNew = isEmpty(before);
  const { account, result } = change(before, isNew);
  updateReferences(ctx, who, before, account, ed, isNew);
  const dies = account.free < ed && account.reserved === 0n;
  storeData(ctx, who, dies ? undefined : account);
  if (isNew) deposit(ctx, 'Endowed', { account: who, free_balance: account.free });
  if (dies && account.free > 0n) {
    deposit(ctx, 'DustLost', { account: who, amount: account.free });
    TotalIssuance.mutate(ctx, (issued) => saturatingSub(issued, account.free));
  }
  return result;
}

const consumes = ({ reserved, frozen }: AccountDataValue): boolean => reserved !== 0n || frozen !== 0n;

function updateReferences(
  ctx: Context,
  who: AccountId,
  before: AccountDataValue,
  after: AccountDataValue,
  ed: bigint,
  isNew: boolean,
): void {
  const didProvide = before.free >= ed;
  const doesProvide = after.free >= ed;
  const didConsume = !isNew && consumes(before);
  const doesConsume = consumes(after);
  if (!didProvide && doesProvide) incProviders(ctx, who);
  if (didConsume && !doesConsume) decConsumers(ctx, who);
  if (!didConsume && doesConsume) incConsumers(ctx, who);
  // This could reap the account, so it goes last.
  if (didProvide && !doesProvide) decProviders(ctx, who);
}
