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
  /** 1: `consensus` holds a guess, the last epoch's. */
  warmStart,

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

  // Pointers to output arrays, in one piece up to `oldPermit`: of u8, of u16, of u64; then the stored bonds.
  active,
  newPermit,
  stakeWeight,
  consensusU16,
  incentiveU16,
  dividendsU16,
  validatorTrustU16,
  trustU16,
  pruningScores,
  stakeRao,
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
  /** Set by `run`. */
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

  // Work of the fast paths, by compact row (voters first) or by tile of 16 columns; set by `run`.
  rowCount,
  voterRows,
  rowUid,
  rowStake,
  rowVote,
  rowScale,
  rowTrust,
  rowDividend,
  /** Bytes from one row of the dense u16 matrices to the next. */
  rowStride,
  denseWeights,
  denseBonds,
  presence,
  tileCount,
  shares,
  tileScratch,
  /** u32[16] per tile (dense) or u32 per column (packed): all ones where a column has a single bond. */
  singles,
  /** Packed: u64 per stored entry, row by row; where each row starts and ends. */
  rowEntries,
  rowStarts,
  rowEnds,
  /** Rows are merged and scattered in so many chunks, each with a count, then a cursor, of its own per column. */
  chunks,
  columnCursors,
  /** All chunks together; columns by length; where each tile starts; how many bonds of each uid are to be stored. */
  columnCounts,
  columnOrder,
  usedColumns,
  tileStarts,
  outLengths,
  /** What `top` was before. */
  packedFrom,
  stakesAndVotes,
  /** Largest registration block: above it no mask can hold. */
  latestRegistration,
  /** First free byte. */
  top,
  /** Free byte after the fixed arrays: where `run` starts to allocate. */
  arena,
  /** Which path the last run took: a value of `Route` other than `auto`. */
  routeTaken,
  /** How many threads take part, at least 1; what they claim next, and what they found, as flags. */
  threads,
  claimed,
  rowFlags,
  /** A value of `Status`. */
  status,
  /** Tiles whose guess was right, and was not. */
  rightGuesses,
  wrongGuesses,
  /** This run found that liquid alpha does not apply. */
  plainAlpha,
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

/** Why an epoch goes the general path; see `passes/route.ts`. */
export enum Reason {
  none,
  forced,
  empty,
  voters,
  wholeStake,
  kappa,
  alpha,
  liquidRange,
  duplicateEntry,
  rowSum,
  unsortedLiquid,
  zeroWeightLiquid,
  penalizedSingle,
  unsortedSparse,
  memory,
}

/** What all threads do together; between phases one of them calls `advance`. */
export enum Phase {
  done,
  denseRows,
  denseTiles,
  denseDividends,
  denseBonds,
  packedRows,
  packedColumns,
  packedTiles,
  packedBonds,
}

/** What `run` and `layout` return. */
export enum Status {
  ok,
  outOfMemory,
  /** A stake is negative, or stakes together exceed I64F64: no chain can hold that. The caller asks the reference. */
  impossibleStake,
}
