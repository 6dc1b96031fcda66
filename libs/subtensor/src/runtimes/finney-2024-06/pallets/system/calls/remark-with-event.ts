import { blake2_256, bytes, defineCall, ensureSigned, toHex } from '@yumanet/frame';
import { deposit } from '../events.js';
import * as weights from '../weights.js';

/** Puts bytes into a block and their hash into an event. */
export const remarkWithEvent = defineCall({
  index: 7,
  name: 'remark_with_event',
  args: { remark: bytes },
  origin: ensureSigned,
  weight: ({ remark: { length } }) => weights.remarkWithEvent(length),
  run: (ctx, sender, { remark }) => deposit(ctx, 'Remarked', { sender, hash: toHex(blake2_256(remark)) }),
});
