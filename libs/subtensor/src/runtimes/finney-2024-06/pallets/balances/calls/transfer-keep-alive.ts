import { MultiAddress, compact, defineCall, ensureSigned, u64 } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { transfer } from '../transfer.js';
import * as weights from '../weights.js';

/** Sends rao, but never the sender's last existential deposit. */
export const transferKeepAlive = defineCall({
  index: 3,
  name: 'transfer_keep_alive',
  args: { dest: MultiAddress, value: compact(u64) },
  origin: ensureSigned,
  weight: weights.transferKeepAlive,
  run: (ctx, from, { dest, value }) => transfer(ctx, from, lookup(dest), value, 'Preserve'),
});
