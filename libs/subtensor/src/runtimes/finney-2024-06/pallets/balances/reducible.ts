import type { AccountId, Context } from '@yumanet/frame';
import { Account } from '../system/storage.js';
import { greatest, saturatingSub } from './amounts.js';
import { ExistentialDeposit } from './constants.js';

/** What must remain of the account: nothing, its life when it alone keeps it, or its life in any case. */
export type Preservation = 'Expendable' | 'Protect' | 'Preserve';

/** Whether freezes are respected. */
export type Fortitude = 'Polite' | 'Force';

/** Rao that may leave an account's free balance. Upstream: fungible `reducible_balance`. */
export function reducibleBalance(
  ctx: Context,
  who: AccountId,
  preservation: Preservation,
  fortitude: Fortitude,
): bigint {
  const { data, providers, consumers } = Account.get(ctx, who);
  // Freezes apply to the total, so what is reserved counts towards them.
  let untouchable = fortitude === 'Polite' ? saturatingSub(data.frozen, data.reserved) : 0n;
  const isProviderNeeded =
    preservation === 'Preserve' ||
    (preservation === 'Protect' && data.free !== 0n && providers === 1) ||
    (preservation === 'Expendable' && data.free !== 0n && consumers !== 0 && providers <= 1);
  if (isProviderNeeded) untouchable = greatest(untouchable, ctx.constant(ExistentialDeposit));
  return saturatingSub(data.free, untouchable);
}
