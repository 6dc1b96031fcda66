import type { AccountId, Context } from '@yumanet/frame';
import { NEW_LOGIC } from '../system/account.js';
import { incConsumers, incProviders, storeData } from '../system/references.js';
import { Account } from '../system/storage.js';
import { greatest } from './amounts.js';
import { ExistentialDeposit } from './constants.js';
import { deposit } from './events.js';

const NO_LIMIT = 0xffff_ffff;

/** Moves an account from the logic before 2023 to the present one; answers whether it needed that. */
export function ensureUpgraded(ctx: Context, who: AccountId): boolean {
  const { data, providers } = Account.get(ctx, who);
  if ((data.flags & NEW_LOGIC) !== 0n) return false;
  let upgraded = { ...data, flags: data.flags | NEW_LOGIC };
  if (data.reserved !== 0n && data.frozen === 0n) {
    if (providers === 0) {
      upgraded = { ...upgraded, free: greatest(data.free, ctx.constant(ExistentialDeposit)) };
      incProviders(ctx, who);
    }
    incConsumers(ctx, who, NO_LIMIT);
  }
  storeData(ctx, who, upgraded);
  deposit(ctx, 'Upgraded', { who });
  return true;
}
