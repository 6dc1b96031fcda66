/**
 * How far validators are apart: the stake-weighted absolute deviation of the weights from their mean, over all servers. It
 * includes the disagreement of the camps, so it is not sigma.
 * Source: subtensor `pallets/subtensor/src/tests/consensus.rs`: split_graph (avg_weight_dev).
 */
import { campOf, CAMPS, campWeights, type Camp } from './camp-rows.js';
import { MAP_WASM } from '../generated/map-wasm.js';
import { compile, instantiate } from '../wasm/instantiate.js';
import { divide, multiply, ONE } from './fixed-number.js';
import { normalizeInPlace, type Graph } from './graph.js';
import { GRID_POINTS } from './point.js';

interface CampShares {
  /** Where the camp's rows of weights are in memory, each normalised and padded. */
  readonly shares: number;
  /** Per server: Σ stake share · weight share. */
  readonly means: Float64Array;
}

/** The binary's exports: `assembly/map/index.ts`. */
interface MapExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  deviation(shares: number, stakes: number, rows: number, columns: number, means: number): number;
}

const PAGE = 65536;
const F64 = Float64Array.BYTES_PER_ELEMENT;

/** Memory that one thread's graphs share, one after the other: see `Deviations`. */
export class DeviationKernel {
  readonly exports = instantiate<MapExports>(compile(MAP_WASM));
  private next = 0;

  constructor() {
    this.clear();
  }

  /** Forgets everything: for the next graph. */
  clear(): void {
    this.next = this.exports.heapBase();
  }

  /** The address of zeros for so many numbers. */
  reserve(length: number): number {
    const { memory } = this.exports;
    const at = this.next;
    this.next += length * F64 + ((-length * F64) & 15);
    const missing = this.next - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    this.view(at, length).fill(0);
    return at;
  }

  /** Numbers in memory, until the next `reserve`. */
  view(at: number, length: number): Float64Array {
    return new Float64Array(this.exports.memory.buffer, at, length);
  }
}

/** Deviations of the cells of one graph; keeps what it has made of each camp's utilities. The kernel is its own until the next graph's. */
export class Deviations {
  private readonly camps: Record<Camp, (CampShares | undefined)[]>;
  /** Servers, padded to what the kernel takes. */
  private readonly columns: number;
  /** Per validator: its share of stake, 0 … 1. */
  private readonly stakes: number;
  private readonly means: number;

  constructor(
    private readonly graph: Graph,
    private readonly kernel: DeviationKernel,
  ) {
    const none = () => Array.from({ length: GRID_POINTS }, () => undefined);
    this.camps = { honest: none(), cabal: none() };
    this.columns = (graph.servers + 3) & ~3;
    kernel.clear();
    this.stakes = kernel.reserve(graph.validators);
    this.means = kernel.reserve(this.columns);
    kernel.view(this.stakes, graph.validators).set(graph.stakeShares.map((share) => share / ONE));
  }

  /**
   * Σ_j Σ_i floor(s_i · |m_j − w_ij|) / Σ_j m_j, utilities in grid steps.
   *
   * PERF: products stay below 2^53 from some eight validators on, so that their floor is exact; with fewer a term can be
   * off by 2^-32.
   */
  of(honest: number, cabal: number): number {
    const shares = { honest: this.camp('honest', honest), cabal: this.camp('cabal', cabal) };
    const means = this.kernel.view(this.means, this.graph.servers);
    let total = 0;
    for (let j = 0; j < means.length; j++) {
      means[j] = shares.honest.means[j]! + shares.cabal.means[j]!;
      total += means[j]!;
    }
    let deviations = 0;
    for (const camp of CAMPS) {
      const [from, to] = campOf(this.graph, camp);
      const stakes = this.stakes + from * F64;
      deviations += this.kernel.exports.deviation(
        shares[camp].shares,
        stakes,
        to - from,
        this.columns,
        this.means,
      );
    }
    return divide(deviations, total) / ONE;
  }

  private camp(camp: Camp, utility: number): CampShares {
    return (this.camps[camp][utility] ??= this.campShares(camp, utility));
  }

  private campShares(camp: Camp, utility: number): CampShares {
    const { servers, stakeShares } = this.graph;
    const weights = campWeights(this.graph, camp, utility);
    const means = new Float64Array(servers);
    const [from, to] = campOf(this.graph, camp);
    const at = this.kernel.reserve((to - from) * this.columns);
    const shares = this.kernel.view(at, (to - from) * this.columns);
    for (let i = from; i < to; i++) {
      const row = weights.subarray((i - from) * servers, (i - from + 1) * servers);
      normalizeInPlace(row);
      for (let j = 0; j < servers; j++) means[j]! += multiply(row[j]!, stakeShares[i]!);
      shares.set(row, (i - from) * this.columns);
    }
    return { shares: at, means };
  }
}
