/** Epochs of a scenario, one after the other: strategies set weights, the exact core runs, bonds carry over. */
import type { YumaEngine } from '../engine.js';
import { packI64F64 } from '../epoch/stake.js';
import { packRows, rowOf } from '../epoch/sparse-rows.js';
import type { EpochInput, EpochOutput, SparseRows } from '../types.js';
import { Stream } from './random.js';
import { commonTerms, terms2026 } from './rules.js';
import type { Participant, Scenario } from './scenario.js';
import { MAX_DELAY, type MinerView } from './strategies/strategy.js';

const NO_COMMIT = (1n << 64n) - 1n;
const EMPTY = new Uint16Array(0);
/** A miner's own stream, as strategies have theirs per epoch. */
const EVERY_EPOCH = -1;

/** What has to be kept to go on later; nothing else moves from epoch to epoch. */
export interface SimulationState {
  epoch: number;
  /** Stored rows by uid: uid, weight, uid, weight … */
  weights: Uint16Array[];
  lastUpdate: BigUint64Array;
  bonds: SparseRows;
  permits: Uint8Array;
  /** Latest first, at most MAX_DELAY. */
  consensus: Uint16Array[];
}

export class Simulation {
  readonly state: SimulationState;
  private readonly n: number;
  private readonly registered: BigUint64Array;
  private packed: { readonly bits: readonly bigint[]; readonly limbs: BigUint64Array } | undefined;

  constructor(
    readonly scenario: Scenario,
    private readonly engine: YumaEngine,
    state?: SimulationState,
  ) {
    this.n = scenario.participants.length;
    this.state = state ?? initialState(scenario);
    this.registered =
      scenario.base?.blockAtRegistration ??
      BigUint64Array.from(scenario.participants, ({ miner }) =>
        miner === undefined || miner.joins === 0 ? 0n : this.blockOf(miner.joins) - 2n,
      );
  }

  get isDone(): boolean {
    return this.state.epoch >= this.scenario.epochs;
  }

  /** Runs the next epoch. */
  step(): EpochOutput {
    const { state } = this;
    const block = this.blockOf(state.epoch);
    this.setWeights(block - 1n);
    const output = this.engine.runEpoch(this.input(block));
    state.bonds = output.bonds;
    state.permits = output.newValidatorPermit;
    state.consensus.unshift(output.consensus);
    state.consensus.length = Math.min(state.consensus.length, MAX_DELAY);
    state.epoch++;
    return output;
  }

  private blockOf(epoch: number): bigint {
    return (
      (this.scenario.base?.currentBlock ?? 0n) + BigInt(this.scenario.rules.tempo + 1) * BigInt(epoch + 1)
    );
  }

  private setWeights(block: bigint): void {
    const { epoch, weights, lastUpdate, consensus } = this.state;
    const miners = this.minersNow();
    for (const { uid, strategy } of this.scenario.participants) {
      if (strategy === undefined) continue;
      const random = new Stream(this.scenario.seed, uid, epoch);
      const set = strategy.weights({
        epoch,
        uid,
        random,
        miners,
        consensus: (delay) => consensus[delay - 1],
      });
      if (set === null) continue;
      lastUpdate[uid] = block;
      if (set !== 'same') weights[uid] = storedRow(miners, set);
    }
  }

  private minersNow(): MinerView[] {
    const { epoch } = this.state;
    return this.scenario.participants.flatMap(({ uid, group, miner }: Participant) => {
      if (miner === undefined || miner.joins > epoch) return [];
      const quality = miner.quality(epoch, new Stream(this.scenario.seed, uid, EVERY_EPOCH));
      return [{ uid, group, quality, joined: miner.joins }];
    });
  }

  /** I64F64 limbs of all uids; they seldom change, and packing takes longer than looking. */
  private stakes(): BigUint64Array {
    const { epoch } = this.state;
    const now = this.scenario.participants.map(({ stake }) => stake(epoch));
    if (this.packed === undefined || now.some((bits, uid) => bits !== this.packed!.bits[uid])) {
      this.packed = { bits: now, limbs: packI64F64(now) };
    }
    return this.packed.limbs;
  }

  private input(currentBlock: bigint): EpochInput {
    const { scenario, state, n } = this;
    const stakes = this.stakes();
    const common = {
      ...commonTerms(scenario.rules),
      n,
      currentBlock,
      lastUpdate: state.lastUpdate,
      blockAtRegistration: this.registered,
      validatorPermit: state.permits,
      maxAllowedValidators: scenario.maxValidators,
      weights: packRows(state.weights),
      bonds: state.bonds,
    };
    if (scenario.rules.yuma === '2024') {
      return { ruleset: '2024', ...common, stake: stakes.filter((_, k) => k % 2 === 1) };
    }
    return {
      ruleset: '2026',
      ...common,
      ...terms2026(scenario.rules),
      lastMechanismStepBlock: this.blockOf(state.epoch - 1),
      stakeI64F64: stakes,
      commitBlocks: new BigUint64Array(n).fill(NO_COMMIT),
    };
  }
}

function initialState({ participants, base }: Scenario): SimulationState {
  const n = participants.length;
  return {
    epoch: 0,
    weights: participants.map(({ uid, strategy }) =>
      base === undefined || strategy === undefined ? EMPTY : Uint16Array.from(rowOf(base.weights, uid)),
    ),
    lastUpdate: base === undefined ? new BigUint64Array(n) : base.lastUpdate.slice(),
    bonds: base?.bonds ?? { offsets: new Uint32Array(n + 1), entries: EMPTY },
    permits:
      base?.validatorPermit ??
      Uint8Array.from(participants, ({ stake, strategy }) => Number(strategy !== undefined && stake(0) > 0n)),
    consensus: [],
  };
}

/** Scaled so that the largest is 65535; what comes to 0 is not stored. */
function storedRow(miners: readonly MinerView[], weights: readonly number[]): Uint16Array {
  let max = 0;
  for (const weight of weights) if (weight > max) max = weight;
  if (max === 0) return EMPTY;
  const row = new Uint16Array(2 * weights.length);
  let length = 0;
  for (let k = 0; k < weights.length; k++) {
    const weight = Math.round((weights[k]! / max) * 65535);
    if (weight === 0) continue;
    row[length++] = miners[k]!.uid;
    row[length++] = weight;
  }
  return row.subarray(0, length);
}
