/**
 * How far validators are apart: the stake-weighted absolute deviation of the weights from their mean, over all servers. It
 * includes the disagreement of the camps, so it is not sigma.
 * Source: subtensor `pallets/subtensor/src/tests/consensus.rs`: split_graph (avg_weight_dev).
 */
import { campOf, CAMPS, type Camp, type CampRows } from './camp-rows.js';
import { divide, ONE } from './fixed-number.js';
import type { Graph } from './graph.js';

/**
 * Σ_j Σ_i floor(s_i · |m_j − w_ij|) / Σ_j m_j.
 *
 * PERF: products stay below 2^53 from some eight validators on, so that their floor is exact; with fewer a term can be off by 2^-32.
 */
export function averageWeightDeviation(graph: Graph, rows: Readonly<Record<Camp, CampRows>>): number {
  const means = rows.honest.means.map((mean, j) => mean + rows.cabal.means[j]!);
  let deviations = 0;
  for (const camp of CAMPS) {
    const [from, to] = campOf(graph, camp);
    for (let i = from; i < to; i++) {
      const at = (i - from) * graph.servers;
      deviations += rowDeviation(graph.stakeShares[i]!, means, rows[camp].shares, at);
    }
  }
  return divide(deviations, means.reduce((sum, mean) => sum + mean, 0)) / ONE;
}

function rowDeviation(stake: number, means: Float64Array, shares: Float64Array, at: number): number {
  const scaled = stake / ONE;
  let sum = 0;
  for (let j = 0; j < means.length; j++) sum += Math.floor(scaled * Math.abs(means[j]! - shares[at + j]!));
  return sum;
}
