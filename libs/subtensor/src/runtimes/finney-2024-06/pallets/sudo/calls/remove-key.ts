import { defineCall } from '@yumanet/frame';
import { deposit } from '../events.js';
import { ensureSudo } from '../origin.js';
import { Key } from '../storage.js';
import * as weights from '../weights.js';

/** Gives the sudo key up for good. */
export const removeKey = defineCall({
  index: 4,
  name: 'remove_key',
  args: {},
  origin: ensureSudo,
  weight: weights.removeKey,
  run: (ctx) => {
    deposit(ctx, 'KeyRemoved');
    Key.delete(ctx);
    return { paysFee: 'No' };
  },
});
