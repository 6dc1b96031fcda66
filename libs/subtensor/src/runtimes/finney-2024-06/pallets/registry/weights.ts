import { addWeight, weight } from '@yumanet/frame';
import { db } from '../../limits.js';

/** Weights of pallet_registry (SubstrateWeight, benchmarked upstream). */
export const setIdentity = addWeight(weight(41_000_000, 3499), db(1, 1));
export const clearIdentity = addWeight(weight(36_000_000, 3860), db(1, 1));
