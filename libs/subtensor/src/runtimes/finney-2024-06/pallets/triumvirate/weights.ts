import { addWeight, mulWeight, weight, type WeightValue } from '@yumanet/frame';
import { db } from '../../limits.js';

/** Weights of the collective (SubstrateWeight, benchmarked upstream): bytes `b`, members `m`, proposals `p`. */

/** `count` times so many picoseconds and bytes of proof. */
const per = (count: number, refTime: number, proof: number): WeightValue =>
  mulWeight(weight(refTime, proof), count);

export const setMembers = (m: number, p: number): WeightValue =>
  addWeight(weight(17_284_000, 16_586), per(m, 5_143_145, 7809), per(p, 7_480_941, 10_238), db(2 + p, 2 + p));

export const execute = (b: number, m: number): WeightValue =>
  addWeight(weight(14_971_445, 730), per(b, 1775, 0), per(m, 17_052, 32), db(1, 0));

export const proposeProposed = (b: number, m: number, p: number): WeightValue =>
  addWeight(weight(24_778_955, 6355), per(b, 2355, 0), per(m, 20_518, 165), per(p, 85_670, 180), db(4, 4));

export const vote = (m: number): WeightValue =>
  addWeight(weight(20_528_275, 4980), per(m, 48_856, 128), db(2, 1));

export const closeEarlyDisapproved = (m: number, p: number): WeightValue =>
  addWeight(weight(25_535_497, 5893), per(m, 27_956, 260), per(p, 84_835, 144), db(3, 3));

export const closeEarlyApproved = (b: number, m: number, p: number): WeightValue =>
  addWeight(weight(36_626_648, 9164), per(b, 2295, 4), per(m, 22_182, 264), per(p, 100_034, 160), db(4, 3));

export const closeDisapproved = (m: number, p: number): WeightValue =>
  addWeight(weight(28_050_047, 7095), per(m, 34_031, 325), per(p, 85_744, 180), db(4, 3));

export const closeApproved = (b: number, m: number, p: number): WeightValue =>
  addWeight(weight(39_948_329, 10_565), per(b, 2045, 5), per(m, 22_669, 330), per(p, 95_525, 200), db(5, 3));

export const disapproveProposal = (p: number): WeightValue =>
  addWeight(weight(16_393_818, 1668), per(p, 76_786, 96), db(1, 3));
