import { AccountId32, addWeight, defineCall, ensureSigned, weight } from '@yumanet/frame';
import { db } from '../../../limits.js';
import { withdrawDue } from '../unbonding.js';

/** The signer gets what it unstaked from a hotkey and whose cooldown is over. */
export const withdrawUnstaked = defineCall({
  index: 2,
  name: 'withdraw_unstaked',
  args: { hotkey: AccountId32 },
  origin: ensureSigned,
  weight: addWeight(weight(100_000_000n), db(4, 4)),
  pays: 'No',
  run: (ctx, coldkey, { hotkey }) => void withdrawDue(ctx, coldkey, hotkey),
});
