import { defineCall, u32, u8 } from '@yumanet/frame';
import { rootCaller } from '../origin.js';
import { setRetryOf } from '../retry.js';
import { TaskAddress } from '../types.js';
import * as weights from '../weights.js';

/** Has a task tried again when it fails. Root. */
export const setRetry = defineCall({
  index: 6,
  name: 'set_retry',
  args: { task: TaskAddress, retries: u8, period: u32 },
  origin: rootCaller,
  weight: weights.setRetry,
  run: (ctx, origin, { task, ...retry }) => setRetryOf(ctx, origin, task, undefined, retry),
});
