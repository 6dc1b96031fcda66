import { AccountId32, defineCall, ensureSigned, u64, type Call } from '@yumanet/frame';
import { addBalanceToColdkeyAccount } from '../accounts/balance.js';
import { coldkeyOwnsHotkey, hotkeyAccountExists } from '../accounts/owner.js';
import { decreaseStakeOnColdkeyHotkeyAccount } from '../accounts/stake.js';
import { currentBlock } from '../block.js';
import { stakesThisInterval } from '../checks/rate-limits.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import type { StakeObserver } from '../stake-observer.js';
import { LastTxBlock } from '../storage/limits.js';
import {
  Delegates,
  NominatorMinRequiredStake,
  Stake,
  TargetStakesPerInterval,
  TotalHotkeyColdkeyStakesThisInterval,
} from '../storage/stake.js';
import { add, sub } from '../u64.js';
import { removeStake as weight } from '../weights.js';

/**
 * Moves rao from the signer's stake on a hotkey to its balance. A balance that stays below the existential deposit
 * cannot be: what would go there is lost.
 */
export const removeStake = (observer?: StakeObserver): Call =>
  defineCall({
    index: 3,
    name: 'remove_stake',
    args: { hotkey: AccountId32, amount_unstaked: u64 },
    origin: ensureSigned,
    weight,
    pays: 'No',
    run: (ctx, coldkey, { hotkey, amount_unstaked }) => {
      ensure(hotkeyAccountExists(ctx, hotkey), 'NotRegistered');
      const owns = coldkeyOwnsHotkey(ctx, coldkey, hotkey);
      ensure(Delegates.exists(ctx, hotkey) || owns, 'NonAssociatedColdKey');
      ensure(amount_unstaked > 0n, 'NotEnoughStaketoWithdraw');
      const stake = Stake.get(ctx, hotkey, coldkey);
      ensure(stake >= amount_unstaked, 'NotEnoughStaketoWithdraw');
      const unstakes = stakesThisInterval(ctx, coldkey, hotkey);
      ensure(unstakes < TargetStakesPerInterval.get(ctx), 'UnstakeRateLimitExceeded');
      if (!owns) {
        const after = sub(stake, amount_unstaked);
        ensure(after >= NominatorMinRequiredStake.get(ctx), 'NomStakeBelowMinimumThreshold');
      }
      decreaseStakeOnColdkeyHotkeyAccount(ctx, coldkey, hotkey, amount_unstaked);
      const paid = addBalanceToColdkeyAccount(ctx, coldkey, amount_unstaked);
      observer?.unstaked(ctx, coldkey, hotkey, paid);
      const block = currentBlock(ctx);
      LastTxBlock.put(ctx, coldkey, block);
      TotalHotkeyColdkeyStakesThisInterval.put(ctx, coldkey, hotkey, [add(unstakes, 1n), block]);
      deposit(ctx, 'StakeRemoved', [hotkey, amount_unstaked]);
    },
  });
