import { addWeight, mulWeight, weight, type WeightValue } from '@yumanet/frame';

/** Weights of pallet_utility (SubstrateWeight, benchmarked upstream). */
export const batch = (calls: number): WeightValue =>
  addWeight(weight(16_943_157), mulWeight(weight(4_653_855), calls));
export const asDerivative = weight(5_268_000);
export const batchAll = (calls: number): WeightValue =>
  addWeight(weight(16_448_433), mulWeight(weight(4_796_983), calls));
export const dispatchAs = weight(9_353_000);
export const forceBatch = (calls: number): WeightValue =>
  addWeight(weight(17_748_474), mulWeight(weight(4_630_079), calls));
