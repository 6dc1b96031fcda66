import { addWeight, mulWeight, weight, type WeightValue } from '@yumanet/frame';
import { db } from '../../limits.js';

/** Weights of pallet_multisig (SubstrateWeight): `s` other signatories, `z` bytes of call. */
const linear = (base: number, perSignatory: number, perByte: number, reads: number, s: number, z: number) =>
  addWeight(
    weight(base, 6811),
    mulWeight(weight(perSignatory), s),
    mulWeight(weight(perByte), z),
    db(reads, reads),
  );

export const asMultiThreshold1 = (z: number): WeightValue =>
  addWeight(weight(14_425_869), mulWeight(weight(493), z));
export const asMultiCreate = (s: number, z: number): WeightValue =>
  linear(34_797_344, 127_671, 1_498, 1, s, z);
export const asMultiApprove = (s: number, z: number): WeightValue =>
  linear(20_189_154, 110_080, 1_483, 1, s, z);
export const asMultiComplete = (s: number, z: number): WeightValue =>
  linear(39_246_644, 143_313, 1_523, 2, s, z);
export const approveAsMultiCreate = (s: number): WeightValue => linear(34_073_221, 124_815, 0, 1, s, 0);
export const approveAsMultiApprove = (s: number): WeightValue => linear(19_431_787, 107_220, 0, 1, s, 0);
export const cancelAsMulti = (s: number): WeightValue => linear(35_547_970, 116_537, 0, 1, s, 0);
