import { RuntimeCall, defineCall, option, u32, u8 } from '@yumanet/frame';
import { MaxScheduledPerBlock } from '../constants.js';
import { rootCaller } from '../origin.js';
import { scheduleTask } from '../schedule-task.js';
import { Period, TaskName } from '../types.js';
import * as weights from '../weights.js';

/** Schedules a call for a block, under a name. Root. */
export const scheduleNamed = defineCall({
  index: 2,
  name: 'schedule_named',
  args: { id: TaskName, when: u32, maybe_periodic: option(Period), priority: u8, call: RuntimeCall },
  origin: rootCaller,
  weight: (_args, ctx) => weights.scheduleNamed(ctx.constant(MaxScheduledPerBlock)),
  run: (ctx, origin, { id, when, maybe_periodic, priority, call }) =>
    scheduleTask(ctx, { when: { at: when }, id, periodic: maybe_periodic, priority, origin, call }),
});
