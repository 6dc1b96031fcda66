/**
 * Why a neuron's numbers of one epoch are what they are: what went in of its own, what of it counted, what came out.
 * The vectors are the epoch's own output; the rows and the column between them follow the readable reference step by
 * step (Source: subtensor `epoch.rs` at abe7a8a67), for one uid only: quick enough to be asked for.
 */
import { inactiveMask } from '../epoch/active.js';
import { oldPermits } from '../epoch/permits.js';
import { rowOf } from '../epoch/sparse-rows.js';
import { normalizedWeights } from '../epoch/weights.js';
import { YumaError } from '../errors.js';
import { I32F32 } from '../fixed/i32f32.js';
import type { EpochInput2024, EpochOutput2024 } from '../types.js';

/** Why a weight that was set does not count; `counted`: it does. */
export type WeightOutcome = 'counted' | 'no permit' | 'self' | 'set before registration' | 'unknown uid';

/** One weight that the neuron set. Fixed-point values are I32F32 bits. */
export interface ExplainedWeight {
  readonly uid: number;
  /** As stored, u16. */
  readonly set: number;
  readonly outcome: WeightOutcome;
  /** Share of its row among weights that count. */
  readonly normalized: bigint;
  /** Of the target's column. */
  readonly consensus: bigint;
  /** No more than the consensus. */
  readonly clipped: bigint;
}

/** One weight that a validator with a vote put on the neuron. I32F32 bits. */
export interface ReceivedWeight {
  readonly uid: number;
  /** The validator's vote: its share of active stake. */
  readonly activeStake: bigint;
  readonly weight: bigint;
  readonly clipped: bigint;
}

export interface EpochExplanation {
  readonly uid: number;
  readonly n: number;
  readonly block: bigint;
  readonly active: boolean;
  readonly lastUpdate: bigint;
  readonly activityCutoff: bigint;
  readonly stakeRao: bigint;
  /** Share of the subnet's stake, and of the stake that votes. I32F32 bits. */
  readonly stake: bigint;
  readonly activeStake: bigint;
  readonly permitBefore: boolean;
  readonly permitAfter: boolean;
  readonly maxAllowedValidators: number;
  /** u16 proportion. */
  readonly kappa: number;
  readonly weights: readonly ExplainedWeight[];
  /** Sum of its clipped weights. I32F32 bits. */
  readonly validatorTrust: bigint;
  readonly received: readonly ReceivedWeight[];
  /** Of its own column. I32F32 bits. */
  readonly consensus: bigint;
  /** Σ weight · vote before and after clipping. I32F32 bits. */
  readonly prerank: bigint;
  readonly rank: bigint;
  /** u16 proportions. */
  readonly trust: number;
  readonly incentive: number;
  readonly dividends: number;
  /** Its bonds after the epoch, by miner: u16, 65535 for the column's largest. */
  readonly bonds: readonly (readonly [uid: number, value: number])[];
  /** What the epoch distributed, and this neuron's parts, rao. */
  readonly raoEmission: bigint;
  readonly serverEmissionRao: bigint;
  readonly validatorEmissionRao: bigint;
  readonly pruningScore: number;
}

/**
 * @param output of `runEpoch(input)`, of any backend.
 * @throws YumaError OUT_OF_RANGE for a uid that the epoch does not know.
 */
export function explainEpoch(input: EpochInput2024, output: EpochOutput2024, uid: number): EpochExplanation {
  if (!Number.isInteger(uid) || uid < 0 || uid >= input.n)
    throw new YumaError('OUT_OF_RANGE', `uid: expected 0..${input.n - 1}, got ${uid}`);
  const forbidden = oldPermits(input.validatorPermit, null).map((permit) => !permit);
  const normalized = normalizedWeights(input, forbidden);
  const inactive = inactiveMask(input.lastUpdate, input.activityCutoff, input.currentBlock);
  const { raw } = output;
  const consensus = bits(raw.consensus[uid]);
  const received = normalized.flatMap((row, i): ReceivedWeight[] => {
    const activeStake = bits(raw.activeStake[i]);
    return row.flatMap(([j, weight]) =>
      j === uid && weight !== 0n && activeStake !== 0n
        ? [{ uid: i, activeStake, weight, clipped: weight < consensus ? weight : consensus }]
        : [],
    );
  });
  return {
    uid,
    n: input.n,
    block: input.currentBlock,
    active: !(inactive[uid] ?? true),
    lastUpdate: input.lastUpdate[uid] ?? 0n,
    activityCutoff: input.activityCutoff,
    stakeRao: input.stake[uid] ?? 0n,
    stake: bits(raw.stake[uid]),
    activeStake: bits(raw.activeStake[uid]),
    permitBefore: input.validatorPermit[uid] === 1,
    permitAfter: output.newValidatorPermit[uid] === 1,
    maxAllowedValidators: input.maxAllowedValidators,
    kappa: input.kappa,
    weights: ownWeights(input, output, uid, new Map(normalized[uid] ?? [])),
    validatorTrust: bits(raw.validatorTrust[uid]),
    received,
    consensus,
    prerank: voted(received, ({ weight }) => weight),
    rank: voted(received, ({ clipped }) => clipped),
    trust: output.trust[uid] ?? 0,
    incentive: output.incentive[uid] ?? 0,
    dividends: output.dividends[uid] ?? 0,
    bonds: pairsOf(rowOf(output.bonds, uid)).filter(([, value]) => value > 0),
    raoEmission: input.raoEmission,
    serverEmissionRao: output.serverEmissionRao[uid] ?? 0n,
    validatorEmissionRao: output.validatorEmissionRao[uid] ?? 0n,
    pruningScore: output.pruningScores[uid] ?? 0,
  };
}

const bits = (value: bigint | undefined): I32F32 => I32F32.bits(value ?? 0n);

/** Σ weight · vote, in the order and with the truncations of the epoch. */
function voted(received: readonly ReceivedWeight[], pick: (each: ReceivedWeight) => bigint): bigint {
  return received.reduce<I32F32>(
    (sum, each) =>
      I32F32.saturatingAdd(sum, I32F32.saturatingMul(I32F32.bits(pick(each)), I32F32.bits(each.activeStake))),
    I32F32.zero,
  );
}

function ownWeights(
  input: EpochInput2024,
  output: EpochOutput2024,
  uid: number,
  normalized: ReadonlyMap<number, bigint>,
): ExplainedWeight[] {
  return pairsOf(rowOf(input.weights, uid)).map(([target, set]) => {
    const outcome = outcomeOf(input, uid, target);
    const share = outcome === 'counted' ? (normalized.get(target) ?? 0n) : 0n;
    const consensus = bits(output.raw.consensus[target]);
    return {
      uid: target,
      set,
      outcome,
      normalized: share,
      consensus,
      clipped: share < consensus ? share : consensus,
    };
  });
}

function outcomeOf(input: EpochInput2024, uid: number, target: number): WeightOutcome {
  if (target >= input.n) return 'unknown uid';
  if (input.validatorPermit[uid] !== 1) return 'no permit';
  if (target === uid) return 'self';
  const updated = input.lastUpdate[uid] ?? 0n;
  return updated <= (input.blockAtRegistration[target] ?? 0n) ? 'set before registration' : 'counted';
}

const pairsOf = (row: Uint16Array): (readonly [number, number])[] =>
  Array.from({ length: row.length / 2 }, (_, k) => [row[2 * k]!, row[2 * k + 1]!] as const);
