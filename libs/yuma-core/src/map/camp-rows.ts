/**
 * A camp's weights at one utility, as its validators store them on the chain. They depend on nothing of the other camp, so
 * 2 · 51 blocks of rows make all 51 · 51 cells of a graph.
 * Source: subtensor `pallets/subtensor/src/tests/consensus.rs`: split_graph; `set_weights` for the upscaling.
 */
import { vecU16MaxUpscaleToU16 } from '../math/upscale.js';
import { multiply, ONE } from './fixed-number.js';
import type { Graph } from './graph.js';
import { GRID_STEPS } from './point.js';

export const CAMPS = ['honest', 'cabal'] as const;
export type Camp = (typeof CAMPS)[number];

/** Rounding to u16 differs above this weight; the study's are far below. */
const PLAIN_UPSCALE_UP_TO = 32768;

/** Which validators are of this camp: [from, to). */
export function campOf(graph: Graph, camp: Camp): readonly [number, number] {
  return camp === 'honest' ? [0, graph.honestValidators] : [graph.honestValidators, graph.validators];
}

/**
 * A camp's weights as I32F32 bits, row by row.
 *
 * @param utility Weight on the own side in grid steps; the complement goes to the other side.
 */
export function campWeights(graph: Graph, camp: Camp, utility: number): Float64Array {
  const { servers, honestServers, opinions } = graph;
  const [from, to] = campOf(graph, camp);
  const own = Math.floor((utility * ONE) / GRID_STEPS);
  const [onHonest, onCabal] = camp === 'honest' ? [own, ONE - own] : [ONE - own, own];
  const weights = opinions.slice(from * servers, to * servers);
  for (let at = 0; at < weights.length; at += servers) {
    for (let j = 0; j < servers; j++) {
      weights[at + j] = multiply(weights[at + j]!, j < honestServers ? onHonest : onCabal);
    }
  }
  return weights;
}

/** The same as stored rows of all servers: uid, weight, uid, weight … */
export function campRows(graph: Graph, camp: Camp, utility: number): Uint16Array {
  const weights = campWeights(graph, camp, utility);
  const entries = new Uint16Array(2 * weights.length);
  for (let at = 0; at < weights.length; at += graph.servers) {
    const row = weights.subarray(at, at + graph.servers);
    storeRow(row, graph.validators, entries.subarray(2 * at, 2 * (at + graph.servers)));
  }
  return entries;
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
