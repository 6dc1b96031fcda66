/**
 * What the page is told, as JSON. Amounts are rao as decimal text; proportions are u16 with 65535 = 1; hashes are 0x and hex,
 * accounts SS58; times are milliseconds since 1970.
 */

/** A decimal number of rao. */
export type RaoText = string;

/** The block that an answer is of. */
export interface BlockName {
  readonly number: number;
  readonly hash: string;
}

export interface BlockSummary extends BlockName {
  /** By the block's own timestamp; null in block 0. */
  readonly time: number | null;
  readonly extrinsics: number;
  /** Those that somebody signed. */
  readonly signed: number;
  readonly events: number;
  /** TotalIssuance after it; null where the chain no longer keeps that state. */
  readonly issuanceRao: RaoText | null;
}

export type LinkState = 'connecting' | 'connected' | 'stalled' | 'closed' | 'none';

/** How the explorer is connected: the page shows it. */
export interface LinkStates {
  readonly chain: LinkState;
  /** `none`: started without one. */
  readonly emission: LinkState;
  /** Hash of block 0; another one is another chain. */
  readonly genesis: string | null;
}

export interface EpochSummary {
  readonly netuid: number;
  readonly block: number;
  readonly verdict: 'equal' | 'different' | 'unverifiable';
  /** What is different, or why it cannot be verified; empty when equal. */
  readonly reason: string;
  readonly raoEmission: RaoText;
}

/** Events of the live feed by name. */
export interface LiveEvents {
  readonly state: LinkStates;
  readonly block: BlockSummary;
  readonly epoch: EpochSummary;
}

export interface CurveStep {
  /** From this issuance on … */
  readonly issuanceRao: RaoText;
  /** … a block emits this. */
  readonly emissionRao: RaoText;
}

export interface Overview {
  readonly at: BlockName;
  readonly specName: string;
  readonly specVersion: number;
  readonly genesis: string;
  readonly issuanceRao: RaoText;
  readonly supplyRao: RaoText;
  readonly stakedRao: RaoText;
  /** By the schedule at this issuance. */
  readonly blockEmissionRao: RaoText;
  /** Issued per block, measured over the recent blocks; null before there are two. */
  readonly issuedPerBlockRao: RaoText | null;
  readonly blockMilliseconds: number | null;
  /** Null after the last one. */
  readonly nextHalving: (CurveStep & { readonly leftRao: RaoText; readonly blocks: number | null }) | null;
  readonly curve: readonly CurveStep[];
  readonly subnets: number;
  /** Newest first. */
  readonly blocks: readonly BlockSummary[];
  /** Newest first. */
  readonly epochs: readonly EpochSummary[];
}

export interface SubnetSummary {
  readonly netuid: number;
  readonly owner: string;
  readonly neurons: number;
  readonly maxNeurons: number;
  readonly tempo: number;
  /** Per block, as the last root epoch shared it. */
  readonly emissionRao: RaoText;
  /** Of all subnets' emission, in millionths. */
  readonly shareMillionths: number;
  readonly pendingRao: RaoText;
  readonly burnRao: RaoText;
  readonly registeredAt: number;
  /** Null for tempo 0. */
  readonly blocksUntilEpoch: number | null;
  readonly lastEpoch: EpochSummary | null;
}

export interface Subnets {
  readonly at: BlockName;
  readonly subnets: readonly SubnetSummary[];
  readonly totalEmissionRao: RaoText;
}

export interface Neuron {
  readonly uid: number;
  readonly hotkey: string;
  readonly coldkey: string;
  readonly stakeRao: RaoText;
  readonly active: boolean;
  readonly validatorPermit: boolean;
  readonly rank: number;
  readonly trust: number;
  readonly consensus: number;
  readonly incentive: number;
  readonly dividends: number;
  readonly validatorTrust: number;
  readonly pruningScore: number;
  readonly emissionRao: RaoText;
  readonly lastUpdate: number;
  readonly registeredAt: number;
  /** `host:port`, or null for a neuron that serves nothing. */
  readonly axon: string | null;
}

export interface Hyperparameters {
  readonly kappa: number;
  readonly rho: number;
  readonly immunityPeriod: number;
  readonly activityCutoff: number;
  readonly maxAllowedValidators: number;
  readonly minAllowedWeights: number;
  readonly maxWeightsLimit: number;
  readonly weightsSetRateLimit: number;
  readonly bondsMovingAverage: number;
  readonly commitRevealWeightsEnabled: boolean;
}

export interface Subnet {
  readonly at: BlockName;
  readonly summary: SubnetSummary;
  readonly hyperparameters: Hyperparameters;
  readonly neurons: readonly Neuron[];
}

export interface MatrixRow {
  readonly uid: number;
  readonly hotkey: string;
  readonly stakeRao: RaoText;
  readonly validatorPermit: boolean;
  /** (target, u16), as stored: the largest weight of a row is 65535. */
  readonly entries: readonly (readonly [target: number, value: number])[];
}

export type MatrixKind = 'weights' | 'bonds';

export interface Matrix {
  readonly at: BlockName;
  readonly netuid: number;
  readonly kind: MatrixKind;
  /** Targets: uids, on root netuids. */
  readonly columns: number;
  /** Those that set something, the largest stake first. */
  readonly rows: readonly MatrixRow[];
  /** By target; empty on root. */
  readonly consensus: readonly number[];
}

export interface NeuronEpochPoint {
  readonly block: number;
  readonly stakeRao: RaoText;
  readonly incentive: number;
  readonly dividends: number;
  readonly serverEmissionRao: RaoText;
  readonly validatorEmissionRao: RaoText;
}

export interface NeuronPage {
  readonly at: BlockName;
  readonly netuid: number;
  readonly neuron: Neuron;
  readonly weights: readonly (readonly [target: number, value: number])[];
  /** (validator, u16 as stored) of every row that names this uid. */
  readonly received: readonly (readonly [validator: number, value: number])[];
  /** As the emission service recomputed them, oldest first; null: there is no such service. */
  readonly history: readonly NeuronEpochPoint[] | null;
}

export interface Explanation {
  readonly netuid: number;
  readonly uid: number;
  readonly block: number;
  readonly steps: readonly { readonly step: string; readonly sentence: string }[];
}

export interface Forecast {
  readonly block: number;
  readonly neurons: readonly {
    readonly uid: number;
    readonly perDayRao: RaoText;
    readonly ownerPerDayRao: RaoText;
    readonly apyBasisPoints: RaoText | null;
  }[];
  readonly assumptions: readonly string[];
}

export interface Audit {
  readonly head: number;
  readonly blocks: string;
  readonly entries: string;
  readonly mintedRao: RaoText;
  readonly recycledRao: RaoText;
  /** What went in less what came out and named dust: 0 when every rao is accounted for. */
  readonly missingRao: RaoText;
  readonly problems: string;
  readonly gaps: string;
}

export interface Blocks {
  readonly head: BlockName;
  /** Newest first, a gapless range. */
  readonly blocks: readonly BlockSummary[];
}

export interface Argument {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

export interface ChainEvent {
  readonly pallet: string;
  readonly name: string;
  readonly data: readonly string[];
  readonly extrinsic: number | null;
}

export interface ExtrinsicSummary {
  /** `HEIGHT-INDEX`. */
  readonly id: string;
  readonly hash: string;
  readonly time: number | null;
  /** `pallet.call` as the metadata has it. */
  readonly call: string;
  /** Null for an inherent. */
  readonly signer: string | null;
  readonly success: boolean;
  /** What failed, by name; empty when nothing did. */
  readonly error: string;
  readonly feeRao: RaoText;
}

export interface Extrinsic extends ExtrinsicSummary {
  readonly block: BlockName;
  readonly nonce: number | null;
  readonly args: readonly Argument[];
  readonly events: readonly ChainEvent[];
}

export interface Block extends BlockSummary {
  readonly parentHash: string;
  readonly stateRoot: string;
  readonly extrinsicsRoot: string;
  readonly list: readonly ExtrinsicSummary[];
  /** Events of the block itself, of no extrinsic. */
  readonly own: readonly ChainEvent[];
}

export interface Extrinsics {
  /** Signed ones of the recent blocks, newest first. */
  readonly extrinsics: readonly ExtrinsicSummary[];
  /** Oldest block that was looked at. */
  readonly from: number;
}

export interface AccountRow {
  readonly address: string;
  readonly freeRao: RaoText;
  readonly stakedRao: RaoText;
}

export interface Accounts {
  readonly at: BlockName;
  /** The richest first, at most 200. */
  readonly accounts: readonly AccountRow[];
  readonly known: number;
  /** False: the chain has more accounts than were looked at. */
  readonly complete: boolean;
}

export interface StakePosition {
  readonly hotkey: string;
  readonly coldkey: string;
  readonly rao: RaoText;
}

/** Positions with the most on them, at most 200. */
export interface StakeList {
  /** Rao in all, as the chain counts it: of positions that are not listed too. */
  readonly totalRao: RaoText;
  /** The most first. */
  readonly positions: readonly StakePosition[];
  readonly known: number;
  /** False: the chain has more stakes than were looked at, so some may not be known. */
  readonly complete: boolean;
}

export interface Account {
  readonly at: BlockName;
  readonly address: string;
  readonly publicKey: string;
  readonly nonce: number;
  readonly freeRao: RaoText;
  readonly reservedRao: RaoText;
  readonly frozenRao: RaoText;
  /** As a coldkey: what it has on hotkeys. */
  readonly staked: StakeList;
  /** As a hotkey: who has something on it. */
  readonly nominators: StakeList;
  /** As a hotkey: null when it is none. */
  readonly owner: string | null;
  /** As a delegate, u16; null when it is none. */
  readonly take: number | null;
  readonly neurons: readonly { readonly netuid: number; readonly uid: number }[];
  readonly extrinsics: readonly ExtrinsicSummary[];
}

/** Where in the page a text that was looked for leads. */
export interface Found {
  readonly path: string;
}

export interface ApiError {
  readonly error: { readonly code: string; readonly message: string };
}
