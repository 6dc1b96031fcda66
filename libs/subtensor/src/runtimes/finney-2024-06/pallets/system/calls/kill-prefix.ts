import { bytes, defineCall, ensureRoot, toHex, u32 } from '@yumanet/frame';
import * as weights from '../weights.js';

const U32_MAX = 0xffff_ffff;

/** Deletes the first `subkeys` keys under a prefix, in key order. Root. */
export const killPrefix = defineCall({
  index: 6,
  name: 'kill_prefix',
  args: { prefix: bytes, subkeys: u32 },
  origin: ensureRoot,
  weight: ({ subkeys }) => weights.killPrefix(Math.min(subkeys + 1, U32_MAX)),
  class: 'Operational',
  run: (ctx, _root, { prefix, subkeys }) => {
    const doomed: string[] = [];
    for (const key of ctx.storage.keys(toHex(prefix))) {
      if (doomed.length >= subkeys) break;
      doomed.push(key);
    }
    for (const key of doomed) ctx.storage.delete(key);
  },
});
