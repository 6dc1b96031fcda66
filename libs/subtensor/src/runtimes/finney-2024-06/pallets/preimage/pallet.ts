import { definePallet } from '@yumanet/frame';
import { ensureUpdated } from './calls/ensure-updated.js';
import { notePreimage } from './calls/note-preimage.js';
import { requestPreimage } from './calls/request-preimage.js';
import { unnotePreimage } from './calls/unnote-preimage.js';
import { unrequestPreimage } from './calls/unrequest-preimage.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import { STORAGE } from './storage.js';
import { HoldReasonType } from './types.js';

/** pallet_preimage: bytes kept under their hash. */
export const preimagePallet = definePallet({
  name: 'Preimage',
  index: 14,
  path: 'pallet_preimage',
  storage: STORAGE,
  calls: [notePreimage, unnotePreimage, requestPreimage, unrequestPreimage, ensureUpdated],
  events: Event,
  errors: errors.type,
  holdReasons: HoldReasonType,
  storageVersion: 1,
});
