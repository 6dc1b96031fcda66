import { H256, defineCall, ensureSignedOrRoot } from '@yumanet/frame';
import { unnote } from '../unnote.js';
import * as weights from '../weights.js';

/** Takes a preimage back, and the deposit with it. */
export const unnotePreimage = defineCall({
  index: 1,
  name: 'unnote_preimage',
  args: { hash: H256 },
  origin: ensureSignedOrRoot,
  weight: weights.unnotePreimage,
  run: (ctx, owner, { hash }) => unnote(ctx, hash, owner),
});
