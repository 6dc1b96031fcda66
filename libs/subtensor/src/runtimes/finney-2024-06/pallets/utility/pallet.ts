import { definePallet } from '@yumanet/frame';
import { asDerivative } from './calls/as-derivative.js';
import { batchAll } from './calls/batch-all.js';
import { batch } from './calls/batch.js';
import { dispatchAs } from './calls/dispatch-as.js';
import { forceBatch } from './calls/force-batch.js';
import { withWeight } from './calls/with-weight.js';
import { CONSTANTS } from './constants.js';
import { errors } from './errors.js';
import { Event } from './events.js';

/** pallet_utility: calls made of calls. */
export const utilityPallet = definePallet({
  name: 'Utility',
  index: 11,
  path: 'pallet_utility',
  calls: [batch, asDerivative, batchAll, dispatchAs, forceBatch, withWeight],
  events: Event,
  errors: errors.type,
  constants: CONSTANTS,
});
