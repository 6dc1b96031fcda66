/**
 * The public types of an epoch. Everything is struct-of-arrays, indexed by uid, integers only.
 *
 * Units: stake and emission in rao; weights, bonds and proportions as u16 with 65535 = 1.0;
 * `I32F32` values as raw bits in an i64 (value = bits / 2^32); blocks as u64.
 */

/** Which chain's epoch: `2024` is Finney of June 2024 (spec 185), `2026` Finney of June 2026 (spec 424/425). */
export type Ruleset = '2024' | '2026';

/**
 * A sparse matrix of u16 values, row by row, in stored order.
 *
 * Row `i` is `entries[2 * offsets[i] … 2 * offsets[i + 1])`, interleaved `uid, value` pairs: the byte layout
 * of a SCALE `Vec<(u16, u16)>`. Rows may be unsorted, hold zeros, and name uids >= n, as storage can.
 */
export interface SparseRows {
  /** Uint32Array(n + 1), ascending, first 0, last the number of pairs. */
  readonly offsets: Uint32Array;
  /** Uint16Array(2 × pairs): uid, value, uid, value, … */
  readonly entries: Uint16Array;
}

interface EpochInputCommon {
  /** SubnetworkN, 0 … 65535. */
  readonly n: number;
  /** Block number of this epoch, u64. */
  readonly currentBlock: bigint;
  /** Blocks without an update after which a uid is inactive, u64. */
  readonly activityCutoff: bigint;
  /** LastUpdate per uid, u64. The chain can hold fewer or more entries than n: missing ones act as upstream's defaults. */
  readonly lastUpdate: BigUint64Array;
  /** BlockAtRegistration, u64[n]. */
  readonly blockAtRegistration: BigUint64Array;
  /** ValidatorPermit before the epoch, 0 | 1 [n]. */
  readonly validatorPermit: Uint8Array;
  /** MaxAllowedValidators, u16. */
  readonly maxAllowedValidators: number;
  /** Kappa, u16: the majority ratio of consensus. */
  readonly kappa: number;
  /** BondsMovingAverage, u64, in millionths. */
  readonly bondsMovingAverage: bigint;
  /** What the epoch distributes, u64 rao. */
  readonly raoEmission: bigint;
  /** Weights by validator uid, max-upscaled u16. */
  readonly weights: SparseRows;
  /** Bonds by validator uid, u16. */
  readonly bonds: SparseRows;
}

/** Input of the production (sparse) epoch of 2026: `epoch_mechanism`. */
export interface EpochInput2026 extends EpochInputCommon {
  readonly ruleset: '2026';
  /** Tempo, u16 blocks; used while no epoch has run yet. */
  readonly tempo: number;
  /** LastMechansimStepBlock, u64; 0 = never. */
  readonly lastMechanismStepBlock: bigint;
  /**
   * Stake weight per uid as I64F64 bits in rao, not normalised: BigUint64Array(2n), per uid the low then the
   * high 64 bits of the two's complement (see `packI64F64`).
   */
  readonly stakeI64F64: BigUint64Array;
  /** StakeThreshold, u64 rao: less stake counts as none (the owner is exempt). */
  readonly minStake: bigint;
  /** uid of SubnetOwnerHotkey, or null. */
  readonly ownerUid: number | null;
  /** CommitRevealWeightsEnabled. */
  readonly commitReveal: boolean;
  /** Earliest block of an unexpired commit per uid, u64[n]; 2^64 − 1 = none. */
  readonly commitBlocks: BigUint64Array;
  /** BondsPenalty, u16: 0 = bonds from weights as set, 65535 = from clipped weights. */
  readonly bondsPenalty: number;
  /** Yuma3On. */
  readonly yuma3: boolean;
  /** LiquidAlphaOn; has an effect only with Yuma 3. */
  readonly liquidAlpha: boolean;
  /** AlphaValues low, u16. */
  readonly alphaLow: number;
  /** AlphaValues high, u16. */
  readonly alphaHigh: number;
  /** AlphaSigmoidSteepness, i16 (may be 0 or negative). */
  readonly alphaSigmoidSteepness: number;
}

/** Input of the epoch of June 2024 (spec 185). */
export interface EpochInput2024 extends EpochInputCommon {
  readonly ruleset: '2024';
  /** TotalHotkeyStake per uid, u64 rao [n]. */
  readonly stake: BigUint64Array;
}

export type EpochInput = EpochInput2024 | EpochInput2026;

/** I32F32 bits before quantisation, per uid; the first vector that differs names the step that differs. */
export interface RawTerms {
  /** Normalised stake. */
  readonly stake: BigInt64Array;
  readonly activeStake: BigInt64Array;
  readonly consensus: BigInt64Array;
  readonly validatorTrust: BigInt64Array;
  readonly incentive: BigInt64Array;
  readonly dividends: BigInt64Array;
}

/**
 * What both rulesets put out. Nothing here is shared with another output or with an engine; the arrays of one output may
 * be views of one ArrayBuffer (`slice()` one to keep it alone).
 */
export interface EpochOutputCommon {
  readonly n: number;
  /** 0 | 1 [n]. */
  readonly active: Uint8Array;
  readonly consensus: Uint16Array;
  readonly incentive: Uint16Array;
  readonly dividends: Uint16Array;
  readonly validatorTrust: Uint16Array;
  /** 0 | 1 [n]. */
  readonly newValidatorPermit: Uint8Array;
  readonly serverEmissionRao: BigUint64Array;
  readonly validatorEmissionRao: BigUint64Array;
  /** The combined vector: normalised and truncated on its own, so not the sum of the other two. */
  readonly emissionRao: BigUint64Array;
  /** The whole Bonds map after the epoch. */
  readonly bonds: SparseRows;
  readonly raw: RawTerms;
}

export interface EpochOutput2026 extends EpochOutputCommon {
  readonly ruleset: '2026';
  /** Stake weight in rao, truncated, before the threshold filter. */
  readonly stakeRao: BigUint64Array;
  /** Normalised stake as u16. */
  readonly stakeWeight: Uint16Array;
}

export interface EpochOutput2024 extends EpochOutputCommon {
  readonly ruleset: '2024';
  readonly rank: Uint16Array;
  readonly trust: Uint16Array;
  /** Max-upscaled and rounded: the lowest is pruned first. */
  readonly pruningScores: Uint16Array;
}

export type EpochOutput = EpochOutput2024 | EpochOutput2026;

/** The output that belongs to an input's ruleset. */
export type EpochOutputOf<I extends EpochInput> = I extends EpochInput2024
  ? EpochOutput2024
  : EpochOutput2026;
