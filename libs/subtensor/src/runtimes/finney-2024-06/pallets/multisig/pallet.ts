import { definePallet } from '@yumanet/frame';
import { approveAsMulti } from './calls/approve-as-multi.js';
import { asMultiThreshold1 } from './calls/as-multi-threshold-1.js';
import { asMulti } from './calls/as-multi.js';
import { cancelAsMulti } from './calls/cancel-as-multi.js';
import { CONSTANTS } from './constants.js';
import { errors } from './errors.js';
import { Event } from './events.js';
import { STORAGE } from './storage.js';

/** pallet_multisig: accounts that several keys control together. */
export const multisigPallet = definePallet({
  name: 'Multisig',
  index: 13,
  path: 'pallet_multisig',
  storage: STORAGE,
  calls: [asMultiThreshold1, asMulti, approveAsMulti, cancelAsMulti],
  events: Event,
  errors: errors.type,
  constants: CONSTANTS,
  storageVersion: 1,
});
