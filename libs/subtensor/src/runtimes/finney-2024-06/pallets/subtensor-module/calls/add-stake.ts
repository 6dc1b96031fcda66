import { AccountId32, defineCall, ensureSigned, u64 } from '@yumanet/frame';
import { canRemoveBalanceFromColdkeyAccount, removeBalanceFromColdkeyAccount } from '../accounts/balance.js';
import { coldkeyOwnsHotkey, hotkeyAccountExists } from '../accounts/owner.js';
import { increaseStakeOnColdkeyHotkeyAccount } from '../accounts/stake.js';
import { currentBlock } from '../block.js';
import { stakesThisInterval } from '../checks/rate-limits.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import { LastTxBlock } from '../storage/limits.js';
import {
  Delegates,
  NominatorMinRequiredStake,
  Stake,
  TargetStakesPerInterval,
  TotalHotkeyColdkeyStakesThisInterval,
} from '../storage/stake.js';
import { add } from '../u64.js';
import { addStake as weight } from '../weights.js';

/** Moves rao from the signer's balance to its stake on a hotkey, leaving the existential deposit. */
export const addStake = defineCall({
  index: 2,
  name: 'add_stake',
  args: { hotkey: AccountId32, amount_staked: u64 },
  origin: ensureSigned,
  weight,
  pays: 'No',
  run: (ctx, coldkey, { hotkey, amount_staked }) => {
    ensure(canRemoveBalanceFromColdkeyAccount(ctx, coldkey, amount_staked), 'NotEnoughBalanceToStake');
    ensure(hotkeyAccountExists(ctx, hotkey), 'NotRegistered');
    const owns = coldkeyOwnsHotkey(ctx, coldkey, hotkey);
    ensure(Delegates.exists(ctx, hotkey) || owns, 'NonAssociatedColdKey');
    const stakes = stakesThisInterval(ctx, coldkey, hotkey);
    ensure(stakes < TargetStakesPerInterval.get(ctx), 'StakeRateLimitExceeded');
    if (!owns) {
      const after = add(Stake.get(ctx, hotkey, coldkey), amount_staked);
      ensure(after >= NominatorMinRequiredStake.get(ctx), 'NomStakeBelowMinimumThreshold');
    }
    const staked = removeBalanceFromColdkeyAccount(ctx, coldkey, amount_staked);
    increaseStakeOnColdkeyHotkeyAccount(ctx, coldkey, hotkey, staked);
    const block = currentBlock(ctx);
    LastTxBlock.put(ctx, coldkey, block);
    TotalHotkeyColdkeyStakesThisInterval.put(ctx, coldkey, hotkey, [add(stakes, 1n), block]);
    deposit(ctx, 'StakeAdded', [hotkey, staked]);
  },
});
