import { addWeight, mulWeight, weight, type WeightValue } from '@yumanet/frame';
import { db } from '../../limits.js';

/**
 * Weights of pallet_membership by members `m`: upstream's `SubstrateWeight` (polkadot-sdk `frame/membership/src/weights.rs`,
 * benchmarked on 2023-06-16), number by number. No vector measures them.
 */
const linear =
  (base: number, perMember: number, proofPerMember: number, reads: number, writes: number) =>
  (m: number): WeightValue =>
    addWeight(weight(base, 4687), mulWeight(weight(perMember, proofPerMember), m), db(reads, writes));

export const addMember = linear(18_344_571, 50_842, 64, 2, 3);
export const removeMember = linear(21_271_384, 44_806, 64, 3, 3);
export const swapMember = linear(21_469_843, 56_893, 64, 3, 3);
export const resetMembers = linear(21_223_702, 165_438, 64, 3, 3);
export const changeKey = linear(22_551_007, 52_397, 64, 3, 4);
export const setPrime = linear(7_959_053, 18_653, 32, 1, 2);
export const clearPrime: WeightValue = addWeight(weight(3_750_452), db(0, 2));
