import { checkVecMaxLimited, vecU16MaxUpscaleToU16 } from '@yumanet/yuma-core';
import type { BlockedBy } from '../errors.js';
import type { Metagraph } from '../metagraph/metagraph.js';
import type { Shares } from '../strategies/strategy.js';

/** A row as `set_weights` takes it: the largest value is 65535. */
export interface WeightRow {
  readonly uids: readonly number[];
  readonly weights: readonly number[];
}

export type RowOrNot =
  | { readonly row: WeightRow; readonly blockedBy?: undefined }
  | { readonly row?: undefined; readonly blockedBy: BlockedBy };

const U16_MAX = 65_535;
/** Steps by which shares above the limit are cut down. */
const MAX_CUTS = 64;

/**
 * Shares as a row of u16 that the chain's checks of a row pass: enough targets, none above the highest share, and never
 * a row of zeros.
 */
export function toWeights(shares: Shares, metagraph: Metagraph, self: number): RowOrNot {
  const { minAllowedWeights, maxWeightsLimit, neurons } = metagraph;
  const positive = [...shares].filter(([uid, share]) => share > 0 && uid !== self).sort(([a], [b]) => a - b);
  if (positive.length === 0) return { blockedBy: 'NO_SCORES' };
  const limited = limit(
    positive.map(([, share]) => share),
    maxWeightsLimit,
  );
  if (limited === undefined) return { blockedBy: 'MAX_WEIGHT' };
  const row = new Map(positive.map(([uid], i) => [uid, limited[i] ?? 0]));
  for (const { uid } of neurons) {
    if (row.size >= Math.min(minAllowedWeights, neurons.length)) break;
    // Rows must be of a least length; a weight of 0 is one.
    if (!row.has(uid)) row.set(uid, 0);
  }
  return { row: { uids: [...row.keys()], weights: [...row.values()] } };
}

/** Scales to u16, and cuts what the limit forbids; undefined where nothing of this length fulfils it. */
function limit(shares: readonly number[], maxWeightsLimit: number): number[] | undefined {
  let scaled = toU16(shares);
  if (maxWeightsLimit === U16_MAX) return scaled;
  for (let cut = 0; cut < MAX_CUTS; cut++) {
    if (checkVecMaxLimited(vecU16MaxUpscaleToU16(scaled), maxWeightsLimit)) return scaled;
    const sum = scaled.reduce((total, value) => total + value, 0);
    const cap = Math.floor((sum * maxWeightsLimit) / U16_MAX);
    scaled = scaled.map((value) => Math.min(value, cap));
    if (cap === 0) return undefined;
  }
  return undefined;
}

/** The largest becomes 65535; a positive share stays positive. */
function toU16(shares: readonly number[]): number[] {
  const largest = Math.max(...shares);
  return shares.map((share) => Math.max(1, Math.round((share / largest) * U16_MAX)));
}
