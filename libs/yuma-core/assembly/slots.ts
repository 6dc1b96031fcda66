/**
 * The one list of what the two sides of the boundary share. The build copies this file to `src/generated/`, so that
 * TypeScript and WASM cannot disagree. A slot is 8 bytes of the header: a parameter, a length, or a pointer.
 */
export enum Slot {
  // Parameters, written by TypeScript before `run`.
  ruleset2024,
  n,
  lastUpdateLength,
  currentBlock,
  activityCutoff,
  minStake,
  /** −1 = none. */
  ownerUid,
  maxAllowedValidators,
  kappa,
  bondsPenalty,
  bondsMovingAverage,
  raoEmission,
  commitReveal,
  yuma3,
  liquidAlpha,
  alphaLow,
  alphaHigh,
  alphaSigmoidSteepness,
  lastTempoBlock,
  weightPairs,
  bondPairs,
  /** A value of `Route`. */
  route,

  // Pointers to input arrays, set by `layout`.
  lastUpdate,
  blockAtRegistration,
  validatorPermit,
  stakeIn,
  commitBlocks,
  weightOffsets,
  weightEntries,
  bondOffsets,
  bondEntries,

  // Pointers to output arrays, set by `layout`; the last two by `run`.
  active,
  newPermit,
  stakeRao,
  stakeWeight,
  consensusU16,
  incentiveU16,
  dividendsU16,
  validatorTrustU16,
  trustU16,
  pruningScores,
  serverEmission,
  validatorEmission,
  emission,
  stake,
  activeStake,
  consensus,
  validatorTrust,
  incentive,
  dividends,
  outOffsets,
  outEntries,

  // Work of the steps; nobody outside reads them.
  oldPermit,
  preranks,
  trust,
  votingStake,
  votingStakeSum,
  voters,
  combined,
  scratch,
  /** First free byte. */
  top,
  /** Free byte after the fixed arrays: where `run` starts to allocate. */
  arena,
  /** Which path the last run took: a value of `Route` other than `auto`. */
  routeTaken,
  /** Why, where it was the general path: a value of `Reason`. */
  reason,

  COUNT,
}

/** Which path computes an epoch. `auto` is the rule of `route.ts`; the others serve tests. */
export enum Route {
  auto,
  general,
  dense,
  packed,
}

/** What `run` and `layout` return. */
export enum Status {
  ok,
  outOfMemory,
  /** A stake is negative, or stakes together exceed I64F64: no chain can hold that. The caller asks the reference. */
  impossibleStake,
}
