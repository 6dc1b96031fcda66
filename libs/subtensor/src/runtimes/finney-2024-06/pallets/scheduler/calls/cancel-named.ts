import { defineCall } from '@yumanet/frame';
import { cancelNamedTask } from '../cancel-task.js';
import { MaxScheduledPerBlock } from '../constants.js';
import { rootCaller } from '../origin.js';
import { TaskName } from '../types.js';
import * as weights from '../weights.js';

/** Cancels a task by its name. Root. */
export const cancelNamed = defineCall({
  index: 3,
  name: 'cancel_named',
  args: { id: TaskName },
  origin: rootCaller,
  weight: (_args, ctx) => weights.cancelNamed(ctx.constant(MaxScheduledPerBlock)),
  run: (ctx, origin, { id }) => cancelNamedTask(ctx, origin, id),
});
