import { bytes, defineCall, ensureRoot, toHex, tuple, vec } from '@yumanet/frame';
import * as weights from '../weights.js';

/** Writes raw key-value pairs. Root. */
export const setStorage = defineCall({
  index: 4,
  name: 'set_storage',
  args: { items: vec(tuple(bytes, bytes)) },
  origin: ensureRoot,
  weight: ({ items }) => weights.setStorage(items.length),
  class: 'Operational',
  run: (ctx, _root, { items }) => {
    for (const [key, value] of items) ctx.storage.put(toHex(key), value);
  },
});
