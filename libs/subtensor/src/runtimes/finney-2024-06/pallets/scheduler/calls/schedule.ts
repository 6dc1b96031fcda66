import { RuntimeCall, defineCall, option, u32, u8 } from '@yumanet/frame';
import { MaxScheduledPerBlock } from '../constants.js';
import { rootCaller } from '../origin.js';
import { scheduleTask } from '../schedule-task.js';
import { Period } from '../types.js';
import * as weights from '../weights.js';

/** Schedules a call for a block. Root. */
export const schedule = defineCall({
  index: 0,
  name: 'schedule',
  args: { when: u32, maybe_periodic: option(Period), priority: u8, call: RuntimeCall },
  origin: rootCaller,
  weight: (_args, ctx) => weights.schedule(ctx.constant(MaxScheduledPerBlock)),
  run: (ctx, origin, { when, maybe_periodic, priority, call }) =>
    scheduleTask(ctx, {
      when: { at: when },
      id: undefined,
      periodic: maybe_periodic,
      priority,
      origin,
      call,
    }),
});
