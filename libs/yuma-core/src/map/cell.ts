/**
 * One cell of the map: an epoch of the chain's own rules over a graph at two utilities, and who is paid.
 * Source: subtensor `pallets/subtensor/src/tests/consensus.rs`: map_consensus_guarantees, init_run_epochs.
 */
import type { YumaEngine } from '../engine.js';
import { packI64F64 } from '../epoch/stake.js';
import type { EpochInput2026, SparseRows } from '../types.js';
import { campRows, type Camp } from './camp-rows.js';
import type { Graph } from './graph.js';
import { GRID_POINTS, type MapPoint } from './point.js';

/** Honest shares of what an epoch pays, 0 … 1. */
export interface CellShares {
  /** E_H: of all emission. */
  readonly emission: number;
  /** I_H: of the servers' emission. */
  readonly incentive: number;
  /** D_H: of the validators' emission. */
  readonly dividends: number;
}

const RAO_PER_EPOCH = 1_000_000_000n;
const NO_COMMIT = (1n << 64n) - 1n;

/** Runs the cells of one graph; keeps every camp's rows it has made. */
export class CellRunner {
  private readonly input: EpochInput2026;
  private readonly rows: Record<Camp, (Uint16Array | undefined)[]>;
  private readonly placed: Record<Camp, number> = { honest: -1, cabal: -1 };

  constructor(
    private readonly engine: YumaEngine,
    readonly graph: Graph,
    point: MapPoint,
  ) {
    const none = () => Array.from({ length: GRID_POINTS }, () => undefined);
    this.rows = { honest: none(), cabal: none() };
    this.input = withPermits(engine, epochInput(graph, point));
  }

  /**
   * The honest camp's shares.
   *
   * @param honest W_H and
   * @param cabal W_C in steps of 1 / 50, 0 … 50.
   */
  run(honest: number, cabal: number): CellShares {
    this.place('honest', honest, 0);
    this.place('cabal', cabal, 2 * this.graph.servers * this.graph.honestValidators);
    const output = this.engine.runEpoch(this.input);
    const { honestValidators, honestServers, validators } = this.graph;
    const ofServers = sums(output.serverEmissionRao, validators, validators + honestServers);
    const ofValidators = sums(output.validatorEmissionRao, 0, honestValidators);
    const all = sums(output.emissionRao, validators, validators + honestServers);
    const validatorsOfAll = sums(output.emissionRao, 0, honestValidators);
    return {
      emission: (all.part + validatorsOfAll.part) / all.total,
      incentive: ofServers.part / ofServers.total,
      dividends: ofValidators.part / ofValidators.total,
    };
  }

  private place(camp: Camp, utility: number, at: number): void {
    if (this.placed[camp] === utility) return;
    const rows = (this.rows[camp][utility] ??= campRows(this.graph, camp, utility));
    this.input.weights.entries.set(rows, at);
    this.placed[camp] = utility;
  }
}

/** Sums of rao as numbers: exact, as an epoch pays less than 2^53 rao. Two halves at a time, because bigint is slow. */
function sums(rao: BigUint64Array, from: number, to: number): { part: number; total: number } {
  const halves = new Uint32Array(rao.buffer, rao.byteOffset, 2 * rao.length);
  let [part, total] = [0, 0];
  for (let i = 0; i < rao.length; i++) {
    const value = halves[2 * i]! + halves[2 * i + 1]! * 2 ** 32;
    total += value;
    if (i >= from && i < to) part += value;
  }
  return { part, total };
}

/** The study's first epoch, without weights: it gives permits to whoever has stake. */
function withPermits(engine: YumaEngine, input: EpochInput2026): EpochInput2026 {
  const empty = { offsets: new Uint32Array(input.n + 1), entries: new Uint16Array(0) };
  const { newValidatorPermit } = engine.runEpoch({ ...input, currentBlock: 0n, weights: empty });
  return { ...input, validatorPermit: newValidatorPermit };
}

/** Registered in block 0, weights set in block 1. Servers' weights on themselves are left out: none has a permit. */
function epochInput(graph: Graph, point: MapPoint): EpochInput2026 {
  const n = graph.validators + graph.servers;
  const noBonds: SparseRows = { offsets: new Uint32Array(n + 1), entries: new Uint16Array(0) };
  return {
    ruleset: '2026',
    n,
    currentBlock: 1n,
    tempo: 65534,
    lastMechanismStepBlock: 0n,
    activityCutoff: 5000n,
    lastUpdate: new BigUint64Array(n).fill(1n),
    blockAtRegistration: new BigUint64Array(n),
    stakeI64F64: packI64F64(Array.from({ length: n }, (_, uid) => (graph.stakeRao[uid] ?? 0n) << 64n)),
    minStake: 0n,
    ownerUid: null,
    validatorPermit: new Uint8Array(n),
    maxAllowedValidators: graph.validators,
    commitReveal: false,
    commitBlocks: new BigUint64Array(n).fill(NO_COMMIT),
    kappa: Math.floor(point.kappa * 65535 + 1e-6),
    bondsPenalty: Math.floor(Math.fround(point.beta) * 65534),
    bondsMovingAverage: 900_000n,
    yuma3: point.yuma3,
    liquidAlpha: false,
    alphaLow: 45875,
    alphaHigh: 58982,
    alphaSigmoidSteepness: 1000,
    raoEmission: RAO_PER_EPOCH,
    weights: {
      offsets: Uint32Array.from(
        { length: n + 1 },
        (_, uid) => Math.min(uid, graph.validators) * graph.servers,
      ),
      entries: new Uint16Array(2 * graph.validators * graph.servers),
    },
    bonds: noBonds,
  };
}
