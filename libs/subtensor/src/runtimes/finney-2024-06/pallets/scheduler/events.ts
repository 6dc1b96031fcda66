import { DispatchResultType, eventsOf, option, u32, u8, v, variant } from '@yumanet/frame';
import { TaskAddress, TaskName } from './types.js';

const task = { task: TaskAddress, id: option(TaskName) };

export const Event = variant('pallet_scheduler::pallet::Event', {
  Scheduled: v(0, { when: u32, index: u32 }),
  Canceled: v(1, { when: u32, index: u32 }),
  Dispatched: v(2, { ...task, result: DispatchResultType }),
  RetrySet: v(3, { ...task, period: u32, retries: u8 }),
  RetryCancelled: v(4, task),
  CallUnavailable: v(5, task),
  PeriodicFailed: v(6, task),
  RetryFailed: v(7, task),
  PermanentlyOverweight: v(8, task),
});

export const deposit = eventsOf('Scheduler', Event);
