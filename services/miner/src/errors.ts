import { errorsOf, type ErrorTable } from '@yumanet/service-kit';

/** Why a miner does not start or go on. What its axon refuses requests with is in `@yumanet/subnet-kit/axon`. */
export const MINER_ERRORS = {
  BACKEND_UNKNOWN: {
    status: 'INVALID_ARGUMENT',
    means: 'The mechanism has no backend of the configured name.',
  },
  SUBNET_NOT_FOUND: { status: 'NOT_FOUND', means: 'There is no subnet of the configured netuid.' },
  COLDKEY_NEEDED: {
    status: 'FAILED_PRECONDITION',
    means: 'The hotkey is not registered and there is no coldkey to pay for its registration.',
  },
  AXON_NOT_ANNOUNCEABLE: {
    status: 'INVALID_ARGUMENT',
    means: 'The external address is none that the chain takes: an IPv4 or IPv6 address, not a name.',
  },
  NOT_REGISTERED: { status: 'FAILED_PRECONDITION', means: 'The miner has no uid at this moment.' },
  PRUNED: { status: 'ABORTED', means: 'Another hotkey has this miner’s uid, or its subnet is gone.' },
  STORE_FORMAT: {
    status: 'FAILED_PRECONDITION',
    means: 'The data directory was written by another version, or for another hotkey.',
  },
} as const satisfies ErrorTable;

export type MinerErrorCode = keyof typeof MINER_ERRORS;

/** An error of this service. */
export const minerError = errorsOf(MINER_ERRORS);
