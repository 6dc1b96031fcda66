import { defineCall, ensureRoot, toHex, u64, Writer } from '@yumanet/frame';
import { Digest_ } from '../storage.js';
import * as weights from '../weights.js';

const HEAP_PAGES = toHex(new TextEncoder().encode(':heappages'));

/** Notes the number of heap pages; this runtime has no such heap, so the note is all. Root. */
export const setHeapPages = defineCall({
  index: 1,
  name: 'set_heap_pages',
  args: { pages: u64 },
  origin: ensureRoot,
  weight: weights.setHeapPages,
  class: 'Operational',
  run: (ctx, _root, { pages }) => {
    const writer = new Writer(8);
    writer.u64(pages);
    ctx.storage.put(HEAP_PAGES, writer.finish());
    Digest_.mutate(ctx, ({ logs }) => ({ logs: [...logs, { type: 'RuntimeEnvironmentUpdated' }] }));
  },
});
