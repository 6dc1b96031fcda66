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
  CHAIN_BEHIND: {
    status: 'UNAVAILABLE',
    means:
      'No node of the chain that answers has come to a block that is final on the bus; it is asked again.',
  },
  BLOCK_MALFORMED: {
    status: 'INVALID_ARGUMENT',
    means: 'A message on the bus is no final block of the chain; it is passed over.',
  },
  LEDGER_CONFLICT: {
    status: 'FAILED_PRECONDITION',
    means: 'The ledger has another block of that height: a final block changed.',
  },
  LEDGER_GAP: {
    status: 'FAILED_PRECONDITION',
    means: 'The block does not follow the newest one in the ledger.',
  },
  LEDGER_VERSION: {
    status: 'FAILED_PRECONDITION',
    means: 'The ledger’s format is not this program’s.',
  },
  LEDGER_COPY: {
    status: 'FAILED_PRECONDITION',
    means: 'A ledger cannot be copied: there is none, or files are in the way.',
  },
  LEDGER_UNAVAILABLE: {
    status: 'UNAVAILABLE',
    means: 'The ledger’s store does not answer; it is asked again.',
  },
  BLOCK_NOT_IN_LEDGER: {
    status: 'NOT_FOUND',
    means: 'The ledger has no such block: not yet, or it began later.',
  },
  EPOCH_UNKNOWN: {
    status: 'NOT_FOUND',
    means: 'The subnet ran no epoch in that block, or the chain no longer has its input.',
  },
  SNAPSHOT_DIGEST: {
    status: 'FAILED_PRECONDITION',
    means: 'The input of an epoch is not the one that was named.',
  },
  HOTKEY_UNKNOWN: {
    status: 'NOT_FOUND',
    means: 'The hotkey was not on the subnet in that epoch.',
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
