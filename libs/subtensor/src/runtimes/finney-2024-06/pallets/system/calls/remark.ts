import { bytes, defineCall } from '@yumanet/frame';
import * as weights from '../weights.js';

/** Puts bytes into a block. Any origin. */
export const remark = defineCall({
  index: 0,
  name: 'remark',
  args: { remark: bytes },
  origin: () => undefined,
  weight: ({ remark: { length } }) => weights.remark(length),
  run: () => undefined,
});
