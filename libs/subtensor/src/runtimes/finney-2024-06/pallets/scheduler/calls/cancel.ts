import { defineCall, u32 } from '@yumanet/frame';
import { cancelTask } from '../cancel-task.js';
import { MaxScheduledPerBlock } from '../constants.js';
import { rootCaller } from '../origin.js';
import * as weights from '../weights.js';

/** Cancels a task without a name. Root. */
export const cancel = defineCall({
  index: 1,
  name: 'cancel',
  args: { when: u32, index: u32 },
  origin: rootCaller,
  weight: (_args, ctx) => weights.cancel(ctx.constant(MaxScheduledPerBlock)),
  run: (ctx, origin, { when, index }) => cancelTask(ctx, origin, [when, index]),
});
