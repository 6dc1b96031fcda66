import { errorsOf, type ErrorTable } from '@yumanet/service-kit';

/** Every refusal of the explorer, besides the kit's, the chain client's and the emission service's own. */
export const EXPLORER_ERRORS = {
  NETUID_INVALID: { status: 'INVALID_ARGUMENT', means: 'A netuid is a whole number from 0 to 65535.' },
  UID_INVALID: { status: 'INVALID_ARGUMENT', means: 'A uid is a whole number from 0 to 65535.' },
  BLOCK_INVALID: {
    status: 'INVALID_ARGUMENT',
    means: 'A block is a height below 2^32, or 0x and 64 hex digits.',
  },
  EXTRINSIC_INVALID: {
    status: 'INVALID_ARGUMENT',
    means: 'An extrinsic is HEIGHT-INDEX, or 0x and 64 hex digits.',
  },
  ACCOUNT_INVALID: {
    status: 'INVALID_ARGUMENT',
    means: 'An account is an SS58 address, or 32 bytes as hex.',
  },
  QUERY_INVALID: { status: 'INVALID_ARGUMENT', means: 'A parameter of the query lies outside its range.' },
  SUBNET_UNKNOWN: { status: 'NOT_FOUND', means: 'There is no such subnet now.' },
  NEURON_UNKNOWN: { status: 'NOT_FOUND', means: 'The subnet has no neuron of that uid now.' },
  BLOCK_UNKNOWN: { status: 'NOT_FOUND', means: 'The chain has no such block, or it is not final yet.' },
  EXTRINSIC_UNKNOWN: {
    status: 'NOT_FOUND',
    means: 'No such extrinsic: by its hash only those of recent blocks are found.',
  },
  NOTHING_FOUND: { status: 'NOT_FOUND', means: 'The text names nothing that is known.' },
  PATH_UNKNOWN: { status: 'NOT_FOUND', means: 'The explorer serves no such path.' },
  NO_EMISSION_SERVICE: {
    status: 'UNAVAILABLE',
    means: 'The explorer was started without the address of an emission service.',
  },
  CHAIN_AWAY: { status: 'UNAVAILABLE', means: 'The chain does not answer; the explorer goes on trying.' },
  TOO_MANY_READERS: {
    status: 'RESOURCE_EXHAUSTED',
    means: 'As many pages as may listen, or as many questions as may be open, are already there.',
  },
} as const satisfies ErrorTable;

/** An error of the explorer. */
export const explorerError = errorsOf(EXPLORER_ERRORS);
