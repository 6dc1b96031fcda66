import { errorsOf, type ErrorTable } from '@yumanet/service-kit';

/** Every refusal of this service, besides the kit's and the chain client's own. */
export const EMISSION_ERRORS = {
  VERDICT_UNKNOWN: {
    status: 'NOT_FOUND',
    means: 'That epoch was not recomputed, or its verdict is no longer kept.',
  },
  READER_TOO_SLOW: {
    status: 'OUT_OF_RANGE',
    means: 'A reader of verdicts fell so far behind that its next one is no longer kept.',
  },
  WRONG_CHAIN: {
    status: 'FAILED_PRECONDITION',
    means: 'The bus, the chain’s endpoint and the kept verdicts are not of one chain.',
  },
} as const satisfies ErrorTable;

/** An error of this service. */
export const emissionError = errorsOf(EMISSION_ERRORS);

/** Why an epoch could not be verified: the first word of a verdict's `reason`. */
export const UNVERIFIABLE = {
  EPOCH_UNKNOWN: 'The chain has no snapshot of the epoch any more.',
  STATE_DISCARDED: 'The chain no longer keeps the state after the epoch.',
  BLOCK_UNKNOWN: 'The chain does not know the block.',
  SNAPSHOT_INVALID: 'The snapshot does not decode, or belongs to another epoch.',
  SNAPSHOT_DIGEST: 'The snapshot is not the one that the block names.',
  EPOCH_REFUSED: 'The recomputation refuses the input.',
} as const;

export type UnverifiableCode = keyof typeof UNVERIFIABLE;
