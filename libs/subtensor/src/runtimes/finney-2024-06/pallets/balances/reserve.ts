import { DispatchFailure, arithmeticFailure, type AccountId, type Context } from '@yumanet/frame';
import { addOrOverflow, checkedAdd, least, saturatingAdd, saturatingSub } from './amounts.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { accountData, mutateAccount } from './mutate-account.js';

const totalBalance = (ctx: Context, who: AccountId): bigint => {
  const { free, reserved } = accountData(ctx, who);
  return free + reserved;
};

/** Moves free rao into reserve. Throws InsufficientBalance or LiquidityRestrictions. */
export function reserve(ctx: Context, who: AccountId, value: bigint): void {
  if (value === 0n) return;
  mutateAccount(ctx, who, (account) => {
    if (account.free < value) throw errors.fail('InsufficientBalance');
    const free = account.free - value;
    if (free < account.frozen) throw errors.fail('LiquidityRestrictions');
    return {
      account: { ...account, free, reserved: addOrOverflow(account.reserved, value) },
      result: undefined,
    };
  });
  deposit(ctx, 'Reserved', { who, amount: value });
}

/** Moves reserved rao back; answers what could not be moved. */
export function unreserve(ctx: Context, who: AccountId, value: bigint): bigint {
  if (value === 0n) return 0n;
  if (totalBalance(ctx, who) === 0n) return value;
  const actual = attempt(() =>
    mutateAccount(ctx, who, (account) => {
      const amount = least(account.reserved, value);
      return {
        account: {
          ...account,
          reserved: account.reserved - amount,
          free: saturatingAdd(account.free, amount),
        },
        result: amount,
      };
    }),
  );
  if (actual === undefined) return value;
  deposit(ctx, 'Unreserved', { who, amount: actual });
  return value - actual;
}

/** Moves reserved rao to another account's free balance; answers what could not be moved. Throws DeadAccount. */
export function repatriateReserved(ctx: Context, from: AccountId, to: AccountId, value: bigint): bigint {
  if (value === 0n) return 0n;
  const source = accountData(ctx, from);
  const max = saturatingSub(source.reserved, saturatingSub(source.frozen, source.free));
  const actual = least(value, max);
  if (from === to) return value - saturatingSub(actual, unreserve(ctx, from, actual));
  mutateAccount(ctx, to, (beneficiary, isNew) => {
    if (isNew) throw errors.fail('DeadAccount');
    const free = checkedAdd(beneficiary.free, actual);
    if (free === undefined) throw arithmeticFailure('Overflow');
    mutateAccount(ctx, from, (account) => ({
      account: { ...account, reserved: saturatingSub(account.reserved, actual) },
      result: undefined,
    }));
    return { account: { ...beneficiary, free }, result: undefined };
  });
  deposit(ctx, 'ReserveRepatriated', { from, to, amount: actual, destination_status: { type: 'Free' } });
  return value - actual;
}

function attempt<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error;
    return undefined;
  }
}
