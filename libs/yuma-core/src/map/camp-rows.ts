/**
 * A camp's weights at one utility: what its validators store on the chain, and the same before it was cut to u16. They
 * depend on nothing of the other camp, so 2 · 51 blocks of rows make all 51 · 51 cells of a graph.
 * Source: subtensor `pallets/subtensor/src/tests/consensus.rs`: split_graph; `set_weights` for the upscaling.
 */
import { vecU16MaxUpscaleToU16 } from '../math/upscale.js';
import { multiply, ONE } from './fixed-number.js';
import { normalizeInPlace, type Graph } from './graph.js';

export const CAMPS = ['honest', 'cabal'] as const;
export type Camp = (typeof CAMPS)[number];

export interface CampRows {
  /** Rows of all servers: uid, weight, uid, weight … */
  readonly entries: Uint16Array;
  /** Rows of the weights as I32F32 bits, each normalised. */
  readonly shares: Float64Array;
  /** Per server: Σ stake share · weight share, I32F32 bits. */
  readonly means: Float64Array;
}

/** Rounding to u16 differs above this weight; the study's are far below. */
const PLAIN_UPSCALE_UP_TO = 32768;

/** Which validators are of this camp: [from, to). */
export function campOf(graph: Graph, camp: Camp): readonly [number, number] {
  return camp === 'honest' ? [0, graph.honestValidators] : [graph.honestValidators, graph.validators];
}

/** @param utility Weight on the own side as I32F32 bits; the complement goes to the other. */
export function campRows(graph: Graph, camp: Camp, utility: number): CampRows {
  const { servers, honestServers, opinions, stakeShares, validators } = graph;
  const [from, to] = campOf(graph, camp);
  const onHonest = camp === 'honest' ? utility : ONE - utility;
  const entries = new Uint16Array(2 * servers * (to - from));
  const shares = opinions.slice(from * servers, to * servers);
  const means = new Float64Array(servers);
  for (let i = from; i < to; i++) {
    const at = (i - from) * servers;
    const row = shares.subarray(at, at + servers);
    for (let j = 0; j < servers; j++) row[j] = multiply(row[j]!, j < honestServers ? onHonest : ONE - onHonest);
    storeRow(row, validators, entries.subarray(2 * at, 2 * (at + servers)));
    normalizeInPlace(row);
    for (let j = 0; j < servers; j++) means[j]! += multiply(row[j]!, stakeShares[i]!);
  }
  return { entries, shares, means };
}

/** Cuts to u16 and scales the largest to 65535, as a validator that calls set_weights. */
function storeRow(row: Float64Array, firstUid: number, entries: Uint16Array): void {
  let max = 0;
  for (let j = 0; j < row.length; j++) {
    const weight = Math.floor((row[j]! * 65535) / ONE);
    if (weight > max) max = weight;
    entries[2 * j] = firstUid + j;
    entries[2 * j + 1] = weight;
  }
  if (max === 0) return;
  if (max > PLAIN_UPSCALE_UP_TO) {
    const weights = vecU16MaxUpscaleToU16(Array.from(row, (share) => Math.floor((share * 65535) / ONE)));
    weights.forEach((weight, j) => (entries[2 * j + 1] = weight));
    return;
  }
  for (let k = 1; k < entries.length; k += 2) {
    entries[k] = Math.floor((entries[k]! * 131070 + max) / (2 * max));
  }
}
