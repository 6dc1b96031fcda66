import { errorsOf } from '@yumanet/frame';

export const errors = errorsOf('Scheduler', 'pallet_scheduler::pallet::Error', [
  'FailedToSchedule',
  'NotFound',
  'TargetBlockNumberInPast',
  'RescheduleNoChange',
  'Named',
]);
