/**
 * A random graph split into an honest and a cabal camp: who has which stake, and each validator's unscaled opinion of
 * each server. No cell's utilities change it, so it is drawn once for all cells of a stake.
 * Source: subtensor `pallets/subtensor/src/tests/consensus.rs`: split_graph.
 */
import { divide, fromNumber, multiply, ONE } from './fixed-number.js';
import type { NormalSampler } from './normal.js';
import type { MapPoint } from './point.js';
import { createRandomSource, type UniformU16 } from './random-source.js';

export interface Graph {
  /** S_H as asked for. */
  readonly stake: number;
  readonly validators: number;
  readonly servers: number;
  /** The first ones of each block are honest. */
  readonly honestValidators: number;
  readonly honestServers: number;
  /** Per validator, rao. */
  readonly stakeRao: BigUint64Array;
  /** Per validator, I32F32 bits, normalised. */
  readonly stakeShares: Float64Array;
  /** Validator by server, I32F32 bits; honest and cabal servers of a row each sum to 1. */
  readonly opinions: Float64Array;
}

const TOTAL_STAKE_RAO = 21_000_000_000_000_000n;
const STAKE_SIGMA = fromNumber(0.3);

export function sampleGraph(point: MapPoint, stake: number, seed: number, sampler: NormalSampler): Graph {
  const { nodes, validators, rng } = point;
  const servers = nodes - validators;
  const major = fromNumber(stake);
  const honestValidators = withoutExtremes(major, validators);
  const honestServers = withoutExtremes(major, servers);
  const source = createRandomSource(rng, seed);
  const stakes = sampleStakes(major, validators, honestValidators, (from, to, into) =>
    sampleGroup(sampler, source, STAKE_SIGMA, into.subarray(from, to)),
  );
  const opinions = new Float64Array(validators * servers);
  const sigma = fromNumber(Math.fround(point.sigma));
  for (let i = 0; i < validators; i++) {
    const row = opinions.subarray(i * servers, (i + 1) * servers);
    sampleGroup(sampler, source, sigma, row.subarray(0, honestServers));
    sampleGroup(sampler, source, sigma, row.subarray(honestServers));
  }
  return { stake, validators, servers, honestValidators, honestServers, ...stakes, opinions };
}

/** floor(ratio · total), but neither nobody nor everybody. */
function withoutExtremes(ratio: number, total: number): number {
  return Math.min(Math.max(multiply(total * ONE, ratio) / ONE, 1), total - 1) | 0;
}

type SampleInto = (from: number, to: number, into: Float64Array) => void;

function sampleStakes(major: number, validators: number, honest: number, sample: SampleInto) {
  const samples = new Float64Array(validators);
  sample(0, honest, samples);
  sample(honest, validators, samples);
  const ratio = (i: number) => (i < honest ? major : ONE - major);
  const stakeRao = new BigUint64Array(validators);
  const stakeShares = new Float64Array(validators);
  samples.forEach((share, i) => {
    stakeRao[i] = (BigInt(ratio(i)) * BigInt(share) * TOTAL_STAKE_RAO) >> 64n;
    stakeShares[i] = multiply(share, ratio(i));
  });
  normalizeInPlace(stakeShares);
  return { stakeRao, stakeShares };
}

/** max(0, 1 + deviation · z) for each, divided by their sum. */
function sampleGroup(
  sampler: NormalSampler,
  source: UniformU16,
  deviation: number,
  group: Float64Array,
): void {
  sampler.fill(source, group.length, group);
  for (let i = 0; i < group.length; i++) group[i] = Math.max(0, multiply(group[i]!, deviation) + ONE);
  normalizeInPlace(group);
}

/** Divides by the sum, truncating, unless that is 0. */
export function normalizeInPlace(values: Float64Array): void {
  let sum = 0;
  for (const value of values) sum += value;
  if (sum === 0) return;
  for (let i = 0; i < values.length; i++) values[i] = divide(values[i]!, sum);
}
