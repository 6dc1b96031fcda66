import { definePallet, panic, weight } from '@yumanet/frame';
import { set } from './calls/set.js';
import { CONSTANTS } from './constants.js';
import { timestampInherent } from './inherent.js';
import { DidUpdate, STORAGE } from './storage.js';

/** pallet_timestamp: the time of a block. */
export const timestampPallet = definePallet({
  name: 'Timestamp',
  index: 2,
  path: 'pallet_timestamp',
  storage: STORAGE,
  calls: [set],
  constants: CONSTANTS,
  inherent: timestampInherent,
  hooks: {
    onInitialize: () => weight(4_334_000),
    onFinalize: (ctx) => {
      if (!DidUpdate.take(ctx)) throw panic('Timestamp must be updated once in the block');
    },
  },
});
