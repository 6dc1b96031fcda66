import { definePallet } from '@yumanet/frame';
import { errors } from './errors.js';
import { Event } from './events.js';
import { STORAGE } from './storage.js';

/** pallet_membership's second instance: the senators. Its calls come with the Triumvirate that they vote in. */
export const senateMembersPallet = definePallet({
  name: 'SenateMembers',
  index: 10,
  path: 'pallet_membership',
  storage: STORAGE,
  events: Event,
  errors: errors.type,
  storageVersion: 4,
});
