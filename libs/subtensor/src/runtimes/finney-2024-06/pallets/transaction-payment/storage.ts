import { storageOf } from '@yumanet/frame';
import { FixedU128, Releases } from './types.js';

const { value } = storageOf('TransactionPayment');

/** One, as a FixedU128 (18 decimal places). */
export const ONE = 10n ** 18n;

export const NextFeeMultiplier = value('NextFeeMultiplier', FixedU128, ONE);
export const StorageVersion = value('StorageVersion', Releases, { type: 'V1Ancient' });

export const STORAGE = [NextFeeMultiplier, StorageVersion];
