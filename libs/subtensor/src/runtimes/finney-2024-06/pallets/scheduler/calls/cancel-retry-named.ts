import { defineCall } from '@yumanet/frame';
import { rootCaller } from '../origin.js';
import { addressOf, cancelRetryOf } from '../retry.js';
import { TaskName } from '../types.js';
import * as weights from '../weights.js';

/** Has a named task no longer tried again. Root. */
export const cancelRetryNamed = defineCall({
  index: 9,
  name: 'cancel_retry_named',
  args: { id: TaskName },
  origin: rootCaller,
  weight: weights.cancelRetryNamed,
  run: (ctx, origin, { id }) => cancelRetryOf(ctx, origin, addressOf(ctx, id), id),
});
