import { MultiAddress, defineCall } from '@yumanet/frame';
import { lookup } from '../../../lookup.js';
import { deposit } from '../events.js';
import { ensureSudo } from '../origin.js';
import { Key } from '../storage.js';
import * as weights from '../weights.js';

/** Hands the sudo key on. */
export const setKey = defineCall({
  index: 2,
  name: 'set_key',
  args: { new: MultiAddress },
  origin: ensureSudo,
  weight: weights.setKey,
  run: (ctx, _sudo, args) => {
    const next = lookup(args.new);
    deposit(ctx, 'KeyChanged', { old: Key.get(ctx), new: next });
    Key.put(ctx, next);
    return { paysFee: 'No' };
  },
});
