/** What the chain has of an epoch in the state after its block: every vector by uid. */
export interface StoredEpoch {
  /** Neurons after the block: its extrinsics come after its epoch, and may have added some. */
  readonly n: number;
  /** Hotkeys after the block, of the uids that the epoch knew, as hex without 0x: some may have been replaced. */
  readonly hotkeys: readonly string[];
  readonly active: readonly boolean[];
  readonly rank: readonly number[];
  readonly trust: readonly number[];
  readonly consensus: readonly number[];
  readonly incentive: readonly number[];
  readonly dividends: readonly number[];
  readonly pruningScores: readonly number[];
  readonly validatorTrust: readonly number[];
  readonly validatorPermit: readonly boolean[];
  readonly emissionRao: readonly bigint[];
  /** Rows of uid, value pairs. */
  readonly bonds: readonly (readonly (readonly [uid: number, value: number])[])[];
  /** What the next block pays, in its order; undefined: nothing. Hotkeys as hex without 0x. */
  readonly loadedEmission:
    readonly (readonly [hotkey: string, serverRao: bigint, validatorRao: bigint])[] | undefined;
}
