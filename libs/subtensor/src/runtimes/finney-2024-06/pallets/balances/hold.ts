import {
  DispatchFailure,
  arithmeticFailure,
  outer,
  tokenFailure,
  type AccountId,
  type Context,
} from '@yumanet/frame';
import { providers } from '../system/references.js';
import { checkedAdd, least, saturatingAdd } from './amounts.js';
import { ensureCanDeposit } from './consequences.js';
import { burnIssuance } from './currency.js';
import { errors } from './errors.js';
import { deposit } from './events.js';
import { accountData, mutateAccount } from './mutate-account.js';
import { reducibleBalance } from './reducible.js';
import { Holds } from './storage.js';
import type { HoldReason } from './types.js';
import { decreaseBalance, increaseBalance } from './unbalanced.js';

/** Most holds of an account: one per reason that the runtime's pallets declare. */
function maxHolds(ctx: Context): number {
  const reasons = ctx.codecs.resolve(outer('RuntimeHoldReason'));
  if (reasons.kind !== 'variant') return 0;
  return reasons.variants.reduce((count, { fields: [field] }) => {
    const own = field && ctx.codecs.resolve(field.type);
    return count + (own?.kind === 'variant' ? own.variants.length : 0);
  }, 0);
}

const isSame = (a: HoldReason, b: HoldReason): boolean => a.type === b.type && a.value.type === b.value.type;

export const balanceOnHold = (ctx: Context, reason: HoldReason, who: AccountId): bigint =>
  Holds.get(ctx, who).find(({ id }) => isSame(id, reason))?.amount ?? 0n;

function setBalanceOnHold(ctx: Context, reason: HoldReason, who: AccountId, amount: bigint): void {
  const account = accountData(ctx, who);
  const holds = Holds.get(ctx, who);
  const before = holds.find(({ id }) => isSame(id, reason));
  if (before === undefined && amount > 0n && holds.length >= maxHolds(ctx)) throw errors.fail('TooManyHolds');
  const changed =
    before === undefined
      ? [...holds, { id: reason, amount }]
      : holds.map((hold) => (hold === before ? { id: reason, amount } : hold));
  const delta = amount - (before?.amount ?? 0n);
  if (delta < 0n && account.reserved < -delta) throw arithmeticFailure('Underflow');
  const reserved = checkedAdd(account.reserved, delta);
  if (reserved === undefined) throw arithmeticFailure('Overflow');
  mutateAccount(ctx, who, () => ({ account: { ...account, reserved }, result: undefined }));
  Holds.put(
    ctx,
    who,
    changed.filter((hold) => hold.amount > 0n),
  );
}

/** Moves free rao into a hold. Throws FundsUnavailable or CannotCreateHold. Upstream: fungible `hold`. */
export function hold(ctx: Context, reason: HoldReason, who: AccountId, amount: bigint): void {
  if (amount > reducibleBalance(ctx, who, 'Protect', 'Force')) throw tokenFailure('FundsUnavailable');
  const holds = Holds.get(ctx, who);
  const isAvailable = holds.length < maxHolds(ctx) || holds.some(({ id }) => isSame(id, reason));
  if (providers(ctx, who) === 0 || !isAvailable) throw tokenFailure('CannotCreateHold');
  decreaseBalance(ctx, who, amount, 'Exact', 'Protect', 'Force');
  const before = balanceOnHold(ctx, reason, who);
  const after = saturatingAdd(before, amount);
  if (after !== before) setBalanceOnHold(ctx, reason, who, after);
}

/** Moves up to `amount` of a hold back. Throws CannotCreate. Upstream: fungible `release`, best effort. */
export function release(ctx: Context, reason: HoldReason, who: AccountId, amount: bigint): void {
  ensureCanCreate(ctx, who, amount);
  const before = balanceOnHold(ctx, reason, who);
  const taken = least(amount, before);
  setBalanceOnHold(ctx, reason, who, before - taken);
  increaseBalance(ctx, who, taken, 'BestEffort');
}

/** Takes rao out of a hold and out of existence. Upstream: fungible `burn_held`, exact. */
export function burnHeld(ctx: Context, reason: HoldReason, who: AccountId, amount: bigint): void {
  const before = balanceOnHold(ctx, reason, who);
  if (amount > before) throw tokenFailure('FundsUnavailable');
  setBalanceOnHold(ctx, reason, who, before - amount);
  burnIssuance(ctx, amount);
  deposit(ctx, 'Burned', { who, amount });
}

/** `release` where a failure is nobody's affair: upstream ignores it. */
export function tryRelease(ctx: Context, reason: HoldReason, who: AccountId, amount: bigint): void {
  try {
    ctx.transactional(() => release(ctx, reason, who, amount));
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error;
  }
}

function ensureCanCreate(ctx: Context, who: AccountId, amount: bigint): void {
  try {
    ensureCanDeposit(ctx, who, amount);
  } catch (error) {
    if (!(error instanceof DispatchFailure)) throw error;
    throw tokenFailure('CannotCreate');
  }
}
