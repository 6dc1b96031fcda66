import { AccountId32, defineCall, ensureSigned } from '@yumanet/frame';
import { ensureOwnHotkey } from '../checks/takes.js';
import { exceedsTxRateLimit } from '../checks/rate-limits.js';
import { currentBlock } from '../block.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import { LastTxBlock, LastTxBlockDelegateTake } from '../storage/limits.js';
import { Delegates, MaxTake, MinTake } from '../storage/stake.js';
import { becomeDelegate as weight } from '../weights.js';

/** Opens a hotkey to nominators at the highest take; signed by its coldkey. */
export const becomeDelegate = defineCall({
  index: 1,
  name: 'become_delegate',
  args: { hotkey: AccountId32 },
  origin: ensureSigned,
  weight,
  pays: 'No',
  run: (ctx, coldkey, { hotkey }) => {
    const take = MaxTake.get(ctx);
    ensureOwnHotkey(ctx, coldkey, hotkey);
    ensure(!Delegates.exists(ctx, hotkey), 'AlreadyDelegate');
    const block = currentBlock(ctx);
    ensure(!exceedsTxRateLimit(ctx, LastTxBlock.get(ctx, coldkey), block), 'TxRateLimitExceeded');
    // Only a MinTake above MaxTake can fail this.
    ensure(take >= MinTake.get(ctx), 'InvalidTake');
    Delegates.put(ctx, hotkey, take);
    LastTxBlock.put(ctx, coldkey, block);
    LastTxBlockDelegateTake.put(ctx, coldkey, block);
    deposit(ctx, 'DelegateAdded', [coldkey, hotkey, take]);
  },
});
