import { MultiAddress, compact, defineCall, ensureSigned, u64 } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { transfer } from '../transfer.js';
import * as weights from '../weights.js';

/** Sends rao; the sender's account may die of it. */
export const transferAllowDeath = defineCall({
  index: 0,
  name: 'transfer_allow_death',
  args: { dest: MultiAddress, value: compact(u64) },
  origin: ensureSigned,
  weight: weights.transferAllowDeath,
  run: (ctx, from, { dest, value }) => transfer(ctx, from, lookup(dest), value, 'Expendable'),
});
