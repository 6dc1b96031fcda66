import { defineCall, u32, u8 } from '@yumanet/frame';
import { rootCaller } from '../origin.js';
import { addressOf, setRetryOf } from '../retry.js';
import { TaskName } from '../types.js';
import * as weights from '../weights.js';

/** Has a named task tried again when it fails. Root. */
export const setRetryNamed = defineCall({
  index: 7,
  name: 'set_retry_named',
  args: { id: TaskName, retries: u8, period: u32 },
  origin: rootCaller,
  weight: weights.setRetryNamed,
  run: (ctx, origin, { id, ...retry }) => setRetryOf(ctx, origin, addressOf(ctx, id), id, retry),
});
