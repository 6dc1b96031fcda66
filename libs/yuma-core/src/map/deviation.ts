/**
 * How far validators are apart: the stake-weighted absolute deviation of the weights from their mean, over all servers. It
 * includes the disagreement of the camps, so it is not sigma.
 * Source: subtensor `pallets/subtensor/src/tests/consensus.rs`: split_graph (avg_weight_dev).
 */
import { campOf, CAMPS, campWeights, type Camp } from './camp-rows.js';
import { divide, multiply, ONE } from './fixed-number.js';
import { normalizeInPlace, type Graph } from './graph.js';
import { GRID_POINTS } from './point.js';

interface CampShares {
  /** Rows of the weights, each normalised. */
  readonly shares: Float64Array;
  /** Per server: Σ stake share · weight share. */
  readonly means: Float64Array;
}

/** Deviations of the cells of one graph; keeps what it has made of each camp's utilities. */
export class Deviations {
  private readonly camps: Record<Camp, (CampShares | undefined)[]>;

  constructor(private readonly graph: Graph) {
    const none = () => Array.from({ length: GRID_POINTS }, () => undefined);
    this.camps = { honest: none(), cabal: none() };
  }

  /**
   * Σ_j Σ_i floor(s_i · |m_j − w_ij|) / Σ_j m_j, utilities in grid steps.
   *
   * PERF: products stay below 2^53 from some eight validators on, so that their floor is exact; with fewer a term can be
   * off by 2^-32.
   */
  of(honest: number, cabal: number): number {
    const shares = { honest: this.camp('honest', honest), cabal: this.camp('cabal', cabal) };
    const means = shares.honest.means.map((mean, j) => mean + shares.cabal.means[j]!);
    let deviations = 0;
    for (const camp of CAMPS) {
      const [from, to] = campOf(this.graph, camp);
      for (let i = from; i < to; i++) {
        const at = (i - from) * this.graph.servers;
        deviations += rowDeviation(this.graph.stakeShares[i]!, means, shares[camp].shares, at);
      }
    }
    let total = 0;
    for (const mean of means) total += mean;
    return divide(deviations, total) / ONE;
  }

  private camp(camp: Camp, utility: number): CampShares {
    return (this.camps[camp][utility] ??= campShares(this.graph, camp, utility));
  }
}

function campShares(graph: Graph, camp: Camp, utility: number): CampShares {
  const { servers, stakeShares } = graph;
  const shares = campWeights(graph, camp, utility);
  const means = new Float64Array(servers);
  const [from, to] = campOf(graph, camp);
  for (let i = from; i < to; i++) {
    const row = shares.subarray((i - from) * servers, (i - from + 1) * servers);
    normalizeInPlace(row);
    for (let j = 0; j < servers; j++) means[j]! += multiply(row[j]!, stakeShares[i]!);
  }
  return { shares, means };
}

function rowDeviation(stake: number, means: Float64Array, shares: Float64Array, at: number): number {
  const scaled = stake / ONE;
  let sum = 0;
  for (let j = 0; j < means.length; j++) sum += Math.floor(scaled * Math.abs(means[j]! - shares[at + j]!));
  return sum;
}
