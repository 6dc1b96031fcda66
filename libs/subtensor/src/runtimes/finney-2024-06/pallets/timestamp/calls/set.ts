import { addWeight, compact, defineCall, ensureNone, panic, u64, weight } from '@yumanet/frame';
import { db } from '../../../limits.js';
import { checkTimestampSlot } from '../../aura/slot.js';
import { MinimumPeriod } from '../constants.js';
import { DidUpdate, Now } from '../storage.js';

/** Sets the block's time: an inherent, once in every block, at least MinimumPeriod after the last. */
export const set = defineCall({
  index: 0,
  name: 'set',
  args: { now: compact(u64) },
  origin: ensureNone,
  weight: addWeight(weight(10_492_000, 1493), db(2, 1)),
  class: 'Mandatory',
  run: (ctx, _none, { now }) => {
    if (DidUpdate.exists(ctx)) throw panic('Timestamp must be updated only once in the block');
    const previous = Now.get(ctx);
    const earliest = previous + ctx.constant(MinimumPeriod);
    if (previous !== 0n && now < earliest)
      throw panic(`Timestamp must increment by MinimumPeriod: expected at least ${earliest}, got ${now}`);
    Now.put(ctx, now);
    DidUpdate.put(ctx, true);
    checkTimestampSlot(ctx, now);
  },
});
