/**
 * Properties of Yuma that no vector can show. fast-check prints seed and path of a failure; replay it with
 * `YUMA_SEED=<seed> YUMA_PATH=<path> npx vitest run test/properties.test.ts`.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createYuma } from '../src/backends.js';
import { I32F32 } from '../src/fixed/i32f32.js';
import type { EpochInput, EpochOutput } from '../src/types.js';
import { permuteInput, permuteVector } from './permute.js';
import { epochInputs, withColumnWeights } from './random-epoch.js';

const engine = createYuma({ backend: 'reference' });
const seed = process.env['YUMA_SEED'];
const path = process.env['YUMA_PATH'];
const parameters = {
  numRuns: 150,
  ...(seed === undefined ? {} : { seed: Number(seed) }),
  ...(path === undefined ? {} : { path }),
};

const PER_UID = ['consensus', 'incentive', 'dividends', 'validatorTrust', 'emissionRao', 'active'] as const;

describe.each(['2024', '2026'] as const)('ruleset %s', (ruleset) => {
  it('permuting uids permutes the outputs (ties of stake at the permit boundary aside)', () => {
    const property = fc.property(epochInputs(ruleset), fc.infiniteStream(fc.nat()), (input, randoms) => {
      const order = shuffled(input.n, randoms);
      const plain: EpochOutput = engine.runEpoch<EpochInput>(input);
      const permuted: EpochOutput = engine.runEpoch<EpochInput>(permuteInput(input, order));
      for (const field of PER_UID) {
        expect([...permuted[field]], field).toEqual(permuteVector([...plain[field]], order));
      }
      if (!hasTies(plain)) {
        const permits = permuteVector([...plain.newValidatorPermit], order);
        expect([...permuted.newValidatorPermit]).toEqual(permits);
      }
    });
    fc.assert(property, parameters);
  });

  it('Σ emission is at most what there is to give, and short of it by at most n · (1 + rao · 2^-32)', () => {
    const property = fc.property(epochInputs(ruleset), (input) => {
      const output: EpochOutput = engine.runEpoch<EpochInput>(input);
      const paid = sum(output.serverEmissionRao) + sum(output.validatorEmissionRao);
      for (const total of [sum(output.emissionRao), paid]) {
        expect(total).toBeLessThanOrEqual(input.raoEmission);
      }
      const someoneHasStake = output.raw.stake.some((stake) => stake > 0n);
      if (someoneHasStake) {
        // Each uid loses less than one rao to truncation, and rao · 2^-32 because its share has 32 fractional bits.
        const n = BigInt(input.n);
        const most = n + ((n * input.raoEmission) >> 32n);
        expect(input.raoEmission - sum(output.emissionRao)).toBeLessThanOrEqual(most);
      }
    });
    fc.assert(property, parameters);
  });

  it('a coalition below kappa of active stake cannot alone raise a column’s consensus', () => {
    const property = fc.property(epochInputs(ruleset), fc.nat(), (input, pick) => {
      if (input.n < 3) return;
      const column = pick % input.n;
      const before: EpochOutput = engine.runEpoch<EpochInput>(input);
      const stake = before.raw.activeStake;
      const kappa = I32F32.safeDiv(I32F32.fromInt(input.kappa), I32F32.fromInt(65535));
      const coalition = smallCoalition(stake, column, kappa);
      const nobody: EpochOutput = engine.runEpoch<EpochInput>(withColumnWeights(input, column, new Map()));
      const votes = new Map(coalition.map((uid) => [uid, 65535]));
      const alone: EpochOutput = engine.runEpoch<EpochInput>(withColumnWeights(input, column, votes));
      expect(nobody.raw.consensus[column]).toBe(0n);
      expect(alone.raw.consensus[column]).toBe(0n);
    });
    fc.assert(property, parameters);
  });

  it('a validator without stake changes nothing for the others', () => {
    const property = fc.property(epochInputs(ruleset), fc.nat(), (input, pick) => {
      const output: EpochOutput = engine.runEpoch<EpochInput>(input);
      const powerless = [...output.raw.activeStake.keys()].filter(
        (uid) => output.raw.activeStake[uid] === 0n,
      );
      if (powerless.length === 0) return;
      const uid = powerless[pick % powerless.length]!;
      const silent: EpochOutput = engine.runEpoch<EpochInput>(withoutRow(input, uid));
      for (const field of ['consensus', 'incentive', 'serverEmissionRao'] as const) {
        expect([...silent[field]], field).toEqual([...output[field]]);
      }
    });
    fc.assert(property, parameters);
  });
});

function sum(values: BigUint64Array): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

function shuffled(n: number, randoms: fc.Stream<number>): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = randoms.next().value! % (i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function hasTies(output: EpochOutput): boolean {
  return new Set(output.raw.stake).size !== output.n;
}

/** As many validators (other than the column's own uid) as fit below kappa. */
function smallCoalition(stake: BigInt64Array, column: number, kappa: bigint): number[] {
  // The median normalises active stake once more, which moves each share by at most one bit.
  let left = kappa - BigInt(stake.length) - 1n;
  const members: number[] = [];
  for (const [uid, share] of stake.entries()) {
    if (uid === column || share === 0n || share > left) continue;
    members.push(uid);
    left -= share;
  }
  return members;
}

function withoutRow(input: EpochInput, uid: number): EpochInput {
  const { offsets, entries } = input.weights;
  const [from, to] = [offsets[uid]!, offsets[uid + 1]!];
  const kept = new Uint16Array(entries.length - 2 * (to - from));
  kept.set(entries.subarray(0, 2 * from));
  kept.set(entries.subarray(2 * to), 2 * from);
  const shorter = offsets.map((offset, i) => (i > uid ? offset - (to - from) : offset));
  return { ...input, weights: { offsets: shorter, entries: kept } };
}
