/** What a network registered by `register_network` starts with. Proportions are u16 with 65535 = 1. */
export interface NewNetwork {
  /** Blocks between epochs, less one. */
  readonly tempo: number;
  readonly maxAllowedUids: number;
  readonly maxAllowedValidators: number;
  readonly minAllowedWeights: number;
  readonly maxWeightsLimit: number;
  /** Blocks. */
  readonly adjustmentInterval: number;
  readonly targetRegistrationsPerInterval: number;
  /** Weight of the old price, share of u64::MAX. */
  readonly adjustmentAlpha: bigint;
  /** Blocks in which a neuron is not pruned. */
  readonly immunityPeriod: number;
  readonly minBurnRao: bigint;
  readonly minDifficulty: bigint;
  readonly maxDifficulty: bigint;
}

/** What the root network starts with at genesis. */
export interface RootNetwork {
  readonly tempo: number;
  readonly maxAllowedUids: number;
  readonly maxAllowedValidators: number;
  readonly minAllowedWeights: number;
  readonly maxWeightsLimit: number;
  readonly targetRegistrationsPerInterval: number;
}

/** Chain-wide values written to storage at genesis; what is left out reads as its storage default. */
export interface InitialValues {
  readonly SubnetLimit?: number;
  readonly NetworkRateLimit?: bigint;
  readonly NetworkImmunityPeriod?: bigint;
  readonly NetworkMinLockCost?: bigint;
  readonly NetworkLastLockCost?: bigint;
  readonly NetworkLockReductionInterval?: bigint;
  readonly SubnetOwnerCut?: number;
  readonly MaxTake?: number;
  readonly MinTake?: number;
  readonly TxRateLimit?: bigint;
  readonly TxDelegateTakeRateLimit?: bigint;
  readonly TargetStakesPerInterval?: bigint;
  readonly StakeInterval?: bigint;
  readonly WeightsMinStake?: bigint;
  readonly NominatorMinRequiredStake?: bigint;
}

/** What a network with slashing may set; what is left out has the articles' value. Shares are u16, 65535 = 1. */
export interface SlashingParameters {
  /** Blocks that unstaked rao are held. */
  readonly UnstakeCooldown?: number;
  /** Share of a validator's own stake that a proven double commit burns. */
  readonly DoubleCommitShare?: number;
  /** Share of a validator's own stake that a long absence burns. */
  readonly AbsenceShare?: number;
  /** Blocks without weights that are a long absence. */
  readonly AbsenceBlocks?: number;
}

/** One network of chains: what the code of June 2024 fixes, and what its genesis writes. */
export interface Parameters {
  readonly newNetwork: NewNetwork;
  readonly root: RootNetwork;
  /** Take of a hotkey that registers on root and is no delegate yet, u16 proportion. */
  readonly rootDelegateTake: number;
  /** Rao burned by `swap_hotkey`. */
  readonly hotkeySwapCostRao: bigint;
  /** Whether `faucet` gives 100 TAO for a proof of work: upstream's builds with `pow-faucet`. */
  readonly hasFaucet: boolean;
  readonly initial: InitialValues;
  /** Unstake cooldown and slashing, which no Bittensor has; absent: neither is, and the metadata are spec 185's own. */
  readonly slashing?: SlashingParameters | undefined;
}
