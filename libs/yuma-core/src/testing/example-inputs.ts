/**
 * The smallest epoch that can be computed by hand: two validators (uid 0 with 3 stake, uid 1 with 1 stake) that both
 * put all their weight on miner 2. Nothing is masked; 1000 rao are to be given.
 */
import { packRows } from '../epoch/sparse-rows.js';
import { packI64F64 } from '../epoch/stake.js';
import { U64_MAX } from '../fixed/fixed-format.js';
import type { EpochInput2024, EpochInput2026 } from '../types.js';

export const u64s = (...values: (bigint | number)[]) => BigUint64Array.from(values, BigInt);
export const flags = (...values: number[]) => Uint8Array.from(values);

function common() {
  return {
    n: 3,
    currentBlock: 20n,
    activityCutoff: 100n,
    lastUpdate: u64s(10, 10, 10),
    blockAtRegistration: u64s(1, 2, 3),
    validatorPermit: flags(1, 1, 0),
    maxAllowedValidators: 2,
    kappa: 32767,
    bondsMovingAverage: 500_000n,
    raoEmission: 1000n,
    weights: packRows([[2, 65535], [2, 65535], []]),
    bonds: packRows([[], [], []]),
  };
}

export function input2024(changes: Partial<EpochInput2024> = {}): EpochInput2024 {
  return { ruleset: '2024', ...common(), stake: u64s(3, 1, 0), ...changes };
}

/** Yuma 2, no owner, no commit-reveal, bonds from clipped weights. */
export function input2026(changes: Partial<EpochInput2026> = {}): EpochInput2026 {
  return {
    ruleset: '2026',
    ...common(),
    tempo: 5,
    lastMechanismStepBlock: 15n,
    stakeI64F64: packI64F64([3n << 64n, 1n << 64n, 0n]),
    minStake: 0n,
    ownerUid: null,
    commitReveal: false,
    commitBlocks: u64s(U64_MAX, U64_MAX, U64_MAX),
    bondsPenalty: 65535,
    yuma3: false,
    liquidAlpha: false,
    alphaLow: 0,
    alphaHigh: 65535,
    alphaSigmoidSteepness: 200,
    ...changes,
  };
}
