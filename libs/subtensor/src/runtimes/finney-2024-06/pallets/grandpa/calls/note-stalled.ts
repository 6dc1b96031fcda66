import { addWeight, defineCall, ensureRoot, u32, weight } from '@yumanet/frame';
import { db } from '../../../limits.js';
import { Stalled } from '../storage.js';

/** Notes that finality has stalled: the next set of voters will be forced. Root. */
export const noteStalled = defineCall({
  index: 2,
  name: 'note_stalled',
  args: { delay: u32, best_finalized_block_number: u32 },
  origin: ensureRoot,
  weight: addWeight(weight(3_000_000), db(0, 1)),
  run: (ctx, _root, { delay, best_finalized_block_number }) =>
    Stalled.put(ctx, [delay, best_finalized_block_number]),
});
