import { MultiAddress, compact, defineCall, ensureRoot, u64 } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { ExistentialDeposit } from '../constants.js';
import { burnIssuance, mintIssuance } from '../currency.js';
import { deposit } from '../events.js';
import { mutateAccount } from '../mutate-account.js';
import * as weights from '../weights.js';

/** Sets a free balance, and issuance with it; below the existential deposit means zero. Root. */
export const forceSetBalance = defineCall({
  index: 8,
  name: 'force_set_balance',
  args: { who: MultiAddress, new_free: compact(u64) },
  origin: ensureRoot,
  weight: weights.forceSetBalance,
  run: (ctx, _root, { who, new_free }) => {
    const account = lookup(who);
    const free = new_free < ctx.constant(ExistentialDeposit) ? 0n : new_free;
    const before = mutateAccount(ctx, account, (data) => ({ account: { ...data, free }, result: data.free }));
    if (free > before) mintIssuance(ctx, free - before);
    else if (free < before) burnIssuance(ctx, before - free);
    deposit(ctx, 'BalanceSet', { who: account, free });
  },
});
