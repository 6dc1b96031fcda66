import { definePallet } from '@yumanet/frame';
import { setCommitment } from './calls/set-commitment.js';
import { CONSTANTS } from './constants.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import { STORAGE } from './storage.js';

/** pallet_commitments: what neurons say to their subnet. */
export const commitmentsPallet = definePallet({
  name: 'Commitments',
  index: 18,
  path: 'pallet_commitments',
  storage: STORAGE,
  calls: [setCommitment],
  events: Event,
  errors: errors.type,
  constants: CONSTANTS,
});
