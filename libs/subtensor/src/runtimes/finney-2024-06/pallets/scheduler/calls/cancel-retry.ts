import { defineCall } from '@yumanet/frame';
import { rootCaller } from '../origin.js';
import { cancelRetryOf } from '../retry.js';
import { TaskAddress } from '../types.js';
import * as weights from '../weights.js';

/** Has a task no longer tried again. Root. */
export const cancelRetry = defineCall({
  index: 8,
  name: 'cancel_retry',
  args: { task: TaskAddress },
  origin: rootCaller,
  weight: weights.cancelRetry,
  run: (ctx, origin, { task }) => cancelRetryOf(ctx, origin, task, undefined),
});
