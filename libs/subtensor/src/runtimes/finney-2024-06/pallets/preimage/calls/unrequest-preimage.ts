import { H256, defineCall, ensureRoot } from '@yumanet/frame';
import { unrequest } from '../request.js';
import * as weights from '../weights.js';

/** Takes a request back. Root. */
export const unrequestPreimage = defineCall({
  index: 3,
  name: 'unrequest_preimage',
  args: { hash: H256 },
  origin: ensureRoot,
  weight: weights.unrequestPreimage,
  run: (ctx, _root, { hash }) => unrequest(ctx, hash),
});
