import { addWeight, weight, type WeightValue } from '@yumanet/frame';
import { db } from '../../limits.js';

/** Weights as upstream wrote them beside its calls: picoseconds, reads, writes. */
const of = (refTime: bigint, reads: number, writes: number, proofSize = 0n): WeightValue =>
  addWeight(weight(refTime, proofSize), db(reads, writes));

export const setWeights = of(22_060_000_000n, 4106, 2);
export const commitWeights = of(46_000_000n, 1, 1);
export const revealWeights = of(103_000_000n, 11, 3);
export const setRootWeights = of(10_151_000_000n, 4104, 2);
export const becomeDelegate = of(79_000_000n, 6, 3);
export const changeTake = weight(0n);
export const addStake = of(124_000_000n, 10, 7);
export const removeStake = of(111_000_000n, 10, 7, 43_991n);
export const serveAxon = of(46_000_000n, 4, 1);
export const servePrometheus = of(45_000_000n, 4, 1);
export const register = of(192_000_000n, 24, 22);
export const rootRegister = of(164_000_000n, 23, 20);
export const burnedRegister = of(177_000_000n, 26, 24);
export const swapHotkey = of(1_940_000_000n, 272, 527);
export const registerNetwork = of(157_000_000n, 16, 30);
export const faucet = of(91_000_000n, 27, 22);
export const dissolveNetwork = of(119_000_000n, 6, 31);

/** What on_initialize says of every block, whatever it did. */
export const blockStep = of(110_634_229_000n, 8304, 110);
