import { bytes, defineCall, ensureRoot, toHex, vec } from '@yumanet/frame';
import * as weights from '../weights.js';

/** Deletes raw keys. Root. */
export const killStorage = defineCall({
  index: 5,
  name: 'kill_storage',
  args: { keys: vec(bytes) },
  origin: ensureRoot,
  weight: ({ keys }) => weights.killStorage(keys.length),
  class: 'Operational',
  run: (ctx, _root, { keys }) => {
    for (const key of keys) ctx.storage.delete(toHex(key));
  },
});
