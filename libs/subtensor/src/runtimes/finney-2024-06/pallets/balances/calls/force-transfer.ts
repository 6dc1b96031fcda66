import { MultiAddress, compact, defineCall, ensureRoot, u64 } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { transfer } from '../transfer.js';
import * as weights from '../weights.js';

/** Sends another account's rao. Root. */
export const forceTransfer = defineCall({
  index: 2,
  name: 'force_transfer',
  args: { source: MultiAddress, dest: MultiAddress, value: compact(u64) },
  origin: ensureRoot,
  weight: weights.forceTransfer,
  run: (ctx, _root, { source, dest, value }) =>
    transfer(ctx, lookup(source), lookup(dest), value, 'Expendable'),
});
