import { AccountId32, defineCall, ensureSigned, u16 } from '@yumanet/frame';
import { currentBlock } from '../block.js';
import { exceedsTxDelegateTakeRateLimit } from '../checks/rate-limits.js';
import { ensureOwnHotkey } from '../checks/takes.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import { LastTxBlockDelegateTake } from '../storage/limits.js';
import { Delegates, MaxTake } from '../storage/stake.js';
import { changeTake } from '../weights.js';

/** Raises a delegate's take (u16 proportion), at most once per TxDelegateTakeRateLimit blocks. */
export const increaseTake = defineCall({
  index: 66,
  name: 'increase_take',
  args: { hotkey: AccountId32, take: u16 },
  origin: ensureSigned,
  weight: changeTake,
  pays: 'No',
  run: (ctx, coldkey, { hotkey, take }) => {
    ensureOwnHotkey(ctx, coldkey, hotkey);
    const current = Delegates.tryGet(ctx, hotkey);
    ensure(current === undefined || take > current, 'InvalidTake');
    ensure(take <= MaxTake.get(ctx), 'InvalidTake');
    const block = currentBlock(ctx);
    const last = LastTxBlockDelegateTake.get(ctx, coldkey);
    ensure(!exceedsTxDelegateTakeRateLimit(ctx, last, block), 'TxRateLimitExceeded');
    LastTxBlockDelegateTake.put(ctx, coldkey, block);
    Delegates.put(ctx, hotkey, take);
    deposit(ctx, 'TakeIncreased', [coldkey, hotkey, take]);
  },
});
