import { RuntimeCall, defineCall, option, u32, u8 } from '@yumanet/frame';
import { MaxScheduledPerBlock } from '../constants.js';
import { rootCaller } from '../origin.js';
import { scheduleTask } from '../schedule-task.js';
import { Period } from '../types.js';
import * as weights from '../weights.js';

/** Schedules a call some blocks ahead. Root. */
export const scheduleAfter = defineCall({
  index: 4,
  name: 'schedule_after',
  args: { after: u32, maybe_periodic: option(Period), priority: u8, call: RuntimeCall },
  origin: rootCaller,
  weight: (_args, ctx) => weights.schedule(ctx.constant(MaxScheduledPerBlock)),
  run: (ctx, origin, { after, maybe_periodic, priority, call }) =>
    scheduleTask(ctx, { when: { after }, id: undefined, periodic: maybe_periodic, priority, origin, call }),
});
