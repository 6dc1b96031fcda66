import { addWeight, mulWeight, weight, type WeightValue } from '@yumanet/frame';
import { db } from '../../limits.js';

/** Weights of pallet_preimage (SubstrateWeight, benchmarked upstream). */
export const notePreimage = (bytes: number): WeightValue =>
  addWeight(weight(16_271_000, 3556), mulWeight(weight(1_916), bytes), db(2, 2));
export const unnotePreimage = addWeight(weight(34_099_000, 3556), db(2, 2));
export const requestPreimage = addWeight(weight(30_303_000, 3556), db(2, 1));
export const unrequestPreimage = addWeight(weight(32_996_000, 3556), db(2, 2));
export const ensureUpdated = (hashes: number): WeightValue =>
  addWeight(
    weight(2_641_000, 3593),
    mulWeight(weight(15_620_946, 2566), hashes),
    db(1 + hashes, 1 + 2 * hashes),
  );
