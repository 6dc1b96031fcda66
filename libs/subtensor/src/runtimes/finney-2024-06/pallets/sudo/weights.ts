import { addWeight, weight } from '@yumanet/frame';
import { db } from '../../limits.js';

/** Weights of pallet_sudo (SubstrateWeight, benchmarked upstream). */
export const setKey = addWeight(weight(10_076_000, 1517), db(1, 1));
export const sudo = addWeight(weight(10_931_000, 1517), db(1, 0));
export const sudoAs = addWeight(weight(10_800_000, 1517), db(1, 0));
export const removeKey = addWeight(weight(8_846_000, 1517), db(1, 1));
