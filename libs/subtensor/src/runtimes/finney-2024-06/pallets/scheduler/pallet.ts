import { definePallet } from '@yumanet/frame';
import { cancelNamed } from './calls/cancel-named.js';
import { cancelRetryNamed } from './calls/cancel-retry-named.js';
import { cancelRetry } from './calls/cancel-retry.js';
import { cancel } from './calls/cancel.js';
import { scheduleAfter } from './calls/schedule-after.js';
import { scheduleNamedAfter } from './calls/schedule-named-after.js';
import { scheduleNamed } from './calls/schedule-named.js';
import { schedule } from './calls/schedule.js';
import { setRetryNamed } from './calls/set-retry-named.js';
import { setRetry } from './calls/set-retry.js';
import { CONSTANTS } from './constants.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import { serviceAgendas } from './service.js';
import { STORAGE } from './storage.js';

/** pallet_scheduler: calls at a later block. */
export const schedulerPallet = definePallet({
  name: 'Scheduler',
  index: 15,
  path: 'pallet_scheduler',
  storage: STORAGE,
  calls: [
    schedule,
    cancel,
    scheduleNamed,
    cancelNamed,
    scheduleAfter,
    scheduleNamedAfter,
    setRetry,
    setRetryNamed,
    cancelRetry,
    cancelRetryNamed,
  ],
  events: Event,
  errors: errors.type,
  constants: CONSTANTS,
  storageVersion: 4,
  hooks: { onInitialize: serviceAgendas },
});
