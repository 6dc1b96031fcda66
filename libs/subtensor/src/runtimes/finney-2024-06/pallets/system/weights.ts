import { addWeight, mulWeight, weight, type WeightValue } from '@yumanet/frame';
import { db } from '../../limits.js';

/** Weights of frame_system (SubstrateWeight, benchmarked upstream). */
export const remark = (length: number): WeightValue =>
  addWeight(weight(2_119_000), mulWeight(weight(390), length));
export const remarkWithEvent = (length: number): WeightValue =>
  addWeight(weight(8_097_000), mulWeight(weight(1_455), length));
export const setHeapPages = addWeight(weight(4_782_000, 1485), db(1, 2));
export const setCode = addWeight(weight(87_586_619_000, 1485), db(1, 2));
export const setStorage = (items: number): WeightValue =>
  addWeight(weight(2_175_000), mulWeight(weight(841_511), items), db(0, items));
export const killStorage = (items: number): WeightValue =>
  addWeight(weight(2_255_000), mulWeight(weight(662_473), items), db(0, items));
export const killPrefix = (keys: number): WeightValue =>
  addWeight(weight(4_270_000, 128), mulWeight(weight(1_389_650, 70), keys), db(keys, keys));
export const authorizeUpgrade = addWeight(weight(33_027_000), db(0, 1));
export const applyAuthorizedUpgrade = addWeight(weight(118_101_992_000, 1518), db(2, 3));
