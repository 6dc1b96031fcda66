import { H256, defineCall, ensureRoot } from '@yumanet/frame';
import { request } from '../request.js';
import * as weights from '../weights.js';

/** Asks that a preimage be brought and kept. Root. */
export const requestPreimage = defineCall({
  index: 2,
  name: 'request_preimage',
  args: { hash: H256 },
  origin: ensureRoot,
  weight: weights.requestPreimage,
  run: (ctx, _root, { hash }) => request(ctx, hash),
});
