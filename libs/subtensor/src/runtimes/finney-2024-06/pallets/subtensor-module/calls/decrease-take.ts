import { AccountId32, defineCall, ensureSigned, u16 } from '@yumanet/frame';
import { ensureOwnHotkey } from '../checks/takes.js';
import { ensure } from '../errors.js';
import { deposit } from '../events.js';
import { Delegates, MinTake } from '../storage/stake.js';
import { changeTake } from '../weights.js';

/** Lowers a delegate's take (u16 proportion), at any time. As upstream, it also makes a delegate of any own hotkey. */
export const decreaseTake = defineCall({
  index: 65,
  name: 'decrease_take',
  args: { hotkey: AccountId32, take: u16 },
  origin: ensureSigned,
  weight: changeTake,
  pays: 'No',
  run: (ctx, coldkey, { hotkey, take }) => {
    ensureOwnHotkey(ctx, coldkey, hotkey);
    const current = Delegates.tryGet(ctx, hotkey);
    ensure(current === undefined || take < current, 'InvalidTake');
    ensure(take >= MinTake.get(ctx), 'InvalidTake');
    Delegates.put(ctx, hotkey, take);
    deposit(ctx, 'TakeDecreased', [coldkey, hotkey, take]);
  },
});
