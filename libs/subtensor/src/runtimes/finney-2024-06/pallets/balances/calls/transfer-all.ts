import { MultiAddress, bool, defineCall, ensureSigned } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { reducibleBalance } from '../reducible.js';
import { transfer } from '../transfer.js';
import * as weights from '../weights.js';

/** Sends all that can be sent, with or without what keeps the account alive. */
export const transferAll = defineCall({
  index: 4,
  name: 'transfer_all',
  args: { dest: MultiAddress, keep_alive: bool },
  origin: ensureSigned,
  weight: weights.transferAll,
  run: (ctx, from, { dest, keep_alive }) => {
    const preservation = keep_alive ? 'Preserve' : 'Expendable';
    const amount = reducibleBalance(ctx, from, preservation, 'Polite');
    transfer(ctx, from, lookup(dest), amount, preservation);
  },
});
