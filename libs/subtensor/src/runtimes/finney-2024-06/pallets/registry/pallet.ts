import { definePallet } from '@yumanet/frame';
import { clearIdentity } from './calls/clear-identity.js';
import { setIdentity } from './calls/set-identity.js';
import { CONSTANTS } from './constants.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import { STORAGE } from './storage.js';
import { HoldReasonType } from './types.js';

/** pallet_registry: identities of root validators and subnet owners. */
export const registryPallet = definePallet({
  name: 'Registry',
  index: 17,
  path: 'pallet_registry',
  storage: STORAGE,
  calls: [setIdentity, clearIdentity],
  events: Event,
  errors: errors.type,
  holdReasons: HoldReasonType,
  constants: CONSTANTS,
});
