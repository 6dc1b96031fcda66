import { AccountId32, defineCall, ensureSigned, vec } from '@yumanet/frame';
import { isAtLeast90Percent } from '../../../shares.js';
import { ensureUpgraded } from '../upgrade-account.js';
import * as weights from '../weights.js';

/** Moves accounts to the present logic; free of fee when at least 90 % needed it. */
export const upgradeAccounts = defineCall({
  index: 6,
  name: 'upgrade_accounts',
  args: { who: vec(AccountId32) },
  origin: ensureSigned,
  weight: ({ who }) => weights.upgradeAccounts(who.length),
  run: (ctx, _signer, { who }) => {
    if (who.length === 0) return { paysFee: 'Yes' };
    const upgraded = who.filter((account) => ensureUpgraded(ctx, account)).length;
    return { paysFee: isAtLeast90Percent(upgraded, who.length) ? 'No' : 'Yes' };
  },
});
