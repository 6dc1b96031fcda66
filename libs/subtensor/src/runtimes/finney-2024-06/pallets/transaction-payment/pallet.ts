import { definePallet } from '@yumanet/frame';
import { genesisObject, genesisRao } from '../../genesis-values.js';
import { CONSTANTS } from './constants.js';
import { Event } from './events.js';
import { NextFeeMultiplier, ONE, STORAGE, StorageVersion } from './storage.js';

/** pallet_transaction_payment: fees by weight and length; the multiplier stays one (FeeMultiplierUpdate = ()). */
export const transactionPaymentPallet = definePallet({
  name: 'TransactionPayment',
  index: 6,
  path: 'pallet_transaction_payment',
  storage: STORAGE,
  events: Event,
  constants: CONSTANTS,
  genesisDefault: { multiplier: ONE.toString() },
  genesis: (ctx, config) => {
    const { multiplier = ONE } = genesisObject('genesis.transactionPayment', config, ['multiplier']);
    StorageVersion.put(ctx, { type: 'V2' });
    NextFeeMultiplier.put(ctx, genesisRao('genesis.transactionPayment.multiplier', multiplier));
  },
});
