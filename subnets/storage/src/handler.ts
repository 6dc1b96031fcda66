import { handlerMaker } from '@yumanet/subnet-kit';
import { receiptCodec } from './answer.js';
import { openDisk } from './backends/disk.js';
import { openLazy } from './backends/lazy.js';
import { losing } from './backends/losing.js';

/** The backends, safest first: one line each. */
export const handler = handlerMaker(receiptCodec, {
  disk: (options) => openDisk(options),
  careless: losing(0.02),
  lossy: losing(0.25),
  lazy: openLazy,
});
