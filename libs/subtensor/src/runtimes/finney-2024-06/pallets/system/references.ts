import { failure, type AccountId, type Context } from '@yumanet/frame';
import { EMPTY_ACCOUNT, EMPTY_DATA, type AccountDataValue, type AccountInfoValue } from './account.js';
import { deposit } from './events.js';
import { Account } from './storage.js';

/** Reference counters of an account: it lives while a pallet provides for it, and may not die while one consumes. */

const MAX_CONSUMERS = 16;

export const providers = (ctx: Context, who: AccountId): number => Account.get(ctx, who).providers;

export const consumers = (ctx: Context, who: AccountId): number => Account.get(ctx, who).consumers;

/** Whether the account may lose a provider. */
export function canDecProvider(ctx: Context, who: AccountId): boolean {
  const account = Account.get(ctx, who);
  return account.consumers === 0 || account.providers > 1;
}

export function incProviders(ctx: Context, who: AccountId): void {
  const account = Account.get(ctx, who);
  if (account.providers === 0 && account.sufficients === 0) deposit(ctx, 'NewAccount', { account: who });
  Account.put(ctx, who, { ...account, providers: account.providers + 1 });
}

/** Removes a provider; the last one reaps the account. Throws ConsumerRemaining while somebody still consumes. */
export function decProviders(ctx: Context, who: AccountId): void {
  const account = Account.tryGet(ctx, who);
  if (account === undefined) return;
  const before = Math.max(account.providers, 1);
  if (before === 1 && account.consumers > 0) throw failure('ConsumerRemaining');
  if (before === 1 && account.sufficients === 0) {
    Account.delete(ctx, who);
    deposit(ctx, 'KilledAccount', { account: who });
  } else Account.put(ctx, who, { ...account, providers: before - 1 });
}

/** Throws NoProviders or TooManyConsumers. */
export function incConsumers(ctx: Context, who: AccountId, limit = MAX_CONSUMERS): void {
  const account = Account.get(ctx, who);
  if (account.providers === 0) throw failure('NoProviders');
  if (account.consumers >= limit) throw failure('TooManyConsumers');
  Account.put(ctx, who, { ...account, consumers: account.consumers + 1 });
}

export function decConsumers(ctx: Context, who: AccountId): void {
  const account = Account.get(ctx, who);
  Account.put(ctx, who, { ...account, consumers: Math.max(account.consumers - 1, 0) });
}

const isDefault = (data: AccountDataValue): boolean =>
  data.free === 0n && data.reserved === 0n && data.frozen === 0n && data.flags === EMPTY_DATA.flags;

/** The balance data of an account, undefined when it is the default (System as the balances' StoredMap). */
export function storedData(ctx: Context, who: AccountId): AccountDataValue | undefined {
  const { data } = Account.get(ctx, who);
  return isDefault(data) ? undefined : data;
}

/** Stores balance data on an account that lives, and forgets an account that nobody provides for. */
export function storeData(ctx: Context, who: AccountId, data: AccountDataValue | undefined): void {
  const account: AccountInfoValue = Account.get(ctx, who);
  if (account.providers === 0 && account.sufficients === 0) Account.delete(ctx, who);
  else Account.put(ctx, who, { ...account, data: data ?? EMPTY_ACCOUNT.data });
}
