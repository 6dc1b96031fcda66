import { MultiAddress, defineCall, ensureRoot, u64 } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { unreserve } from '../reserve.js';
import * as weights from '../weights.js';

/** Frees reserved rao of an account, as far as there are any. Root. */
export const forceUnreserve = defineCall({
  index: 5,
  name: 'force_unreserve',
  args: { who: MultiAddress, amount: u64 },
  origin: ensureRoot,
  weight: weights.forceUnreserve,
  run: (ctx, _root, { who, amount }) => {
    unreserve(ctx, lookup(who), amount);
  },
});
