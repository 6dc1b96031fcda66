/** The epochs that are measured: V validators with weights on `density` of n uids, bonds of an epoch before. */
import { packRows } from '../epoch/sparse-rows.js';
import { packI64F64 } from '../epoch/stake.js';
import { Random } from '../fuzz/random.js';
import type { EpochInput, Ruleset, SparseRows } from '../types.js';

export const VARIANTS = ['yuma2', 'yuma3', 'liquid', 'ruleset2024'] as const;
export type Variant = (typeof VARIANTS)[number];

export interface Shape {
  readonly n: number;
  /** Validators: the uids that hold stake and set weights. */
  readonly v: number;
  /** Share of the uids that a row names. */
  readonly density: number;
  readonly variant: Variant;
}

const NOW = 5_000_000n;

export function syntheticEpoch({ n, v, density, variant }: Shape, seed = 1): EpochInput {
  const random = new Random(seed);
  const stake = BigUint64Array.from({ length: n }, (_, uid) =>
    uid < v ? BigInt(1_000_000 + random.below(1_000_000_000)) * 1_000_000n : 0n,
  );
  const weights = noisyRows(random, n, v, density);
  const common = {
    n,
    currentBlock: NOW,
    activityCutoff: 5000n,
    lastUpdate: new BigUint64Array(n).fill(NOW - 100n),
    blockAtRegistration: new BigUint64Array(n).fill(1000n),
    validatorPermit: Uint8Array.from({ length: n }, (_, uid) => Number(uid < v)),
    maxAllowedValidators: v,
    kappa: 32767,
    bondsMovingAverage: 900_000n,
    raoEmission: 1_000_000_000n,
    weights,
    bonds: { offsets: weights.offsets, entries: upscaledBonds(random, weights.entries) },
  };
  const ruleset: Ruleset = variant === 'ruleset2024' ? '2024' : '2026';
  if (ruleset === '2024') return { ruleset, ...common, stake };
  return {
    ruleset,
    ...common,
    tempo: 360,
    lastMechanismStepBlock: NOW - 360n,
    stakeI64F64: packI64F64(Array.from(stake, (rao) => (rao << 64n) | (random.u64() >> 1n))),
    minStake: 0n,
    ownerUid: null,
    commitReveal: false,
    commitBlocks: new BigUint64Array(n).fill((1n << 64n) - 1n),
    bondsPenalty: 65535,
    yuma3: variant !== 'yuma2',
    liquidAlpha: variant === 'liquid',
    alphaLow: 45875,
    alphaHigh: 58982,
    alphaSigmoidSteepness: 1000,
  };
}

/** Validators that roughly agree: each server has a quality, each validator sees it with its own noise. */
function noisyRows(random: Random, n: number, v: number, density: number): SparseRows {
  const quality = Array.from({ length: n }, () => random.below(60_000));
  const threshold = Math.round(density * 65536);
  return packRows(
    Array.from({ length: n }, (_, uid) => {
      if (uid >= v) return [];
      const row: number[] = [];
      for (let j = 0; j < n; j++) {
        const bits = Number(random.u64() & 0xffff_ffffn);
        if (j !== uid && bits >>> 16 < threshold)
          row.push(j, 1 + Math.min(65534, quality[j]! + (bits & 0xfff)));
      }
      return row;
    }),
  );
}

/** Bonds where the weights are, as after some epochs of the same weights. */
function upscaledBonds(random: Random, weights: Uint16Array): Uint16Array {
  return weights.map((value, k) => (k % 2 === 0 ? value : 1 + random.below(65535)));
}
