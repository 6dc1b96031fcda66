import { errorsOf, type ErrorTable } from '@yumanet/service-kit';

/** Every refusal of this package. */
export const CLIENT_ERRORS = {
  INVALID_ARGUMENT: { status: 'INVALID_ARGUMENT', means: 'An argument lies outside what is accepted.' },
  NOT_CONNECTED: { status: 'UNAVAILABLE', means: 'No endpoint is connected now; the client goes on trying.' },
  CONNECTION_LOST: { status: 'UNAVAILABLE', means: 'The connection ended before the answer came.' },
  TOO_MANY_REQUESTS: { status: 'RESOURCE_EXHAUSTED', means: 'As many requests are under way as may be.' },
  RPC_ERROR: {
    status: 'UNKNOWN',
    means: 'The endpoint answered with a JSON-RPC error; its code is in the data.',
  },
  RPC_METHOD_UNKNOWN: { status: 'UNIMPLEMENTED', means: 'The endpoint does not know the method.' },
  POOL_REFUSED: {
    status: 'FAILED_PRECONDITION',
    means: 'The pool refused the extrinsic; its code is in the data.',
  },
  NOT_LEADER: {
    status: 'FAILED_PRECONDITION',
    means: 'A standby refused the extrinsic, and the leader that it names cannot be asked.',
  },
  WRONG_CHAIN: {
    status: 'FAILED_PRECONDITION',
    means: 'The endpoint serves another genesis than the first one.',
  },
  METADATA_MISMATCH: {
    status: 'FAILED_PRECONDITION',
    means: 'The runtime differs in something that is used; all differences listed.',
  },
  FORKED_FINALITY: { status: 'DATA_LOSS', means: 'A final block does not follow the final block before it.' },
  BLOCK_UNKNOWN: { status: 'NOT_FOUND', means: 'The endpoint has no such block, or its state is gone.' },
  KEY_INVALID: { status: 'INVALID_ARGUMENT', means: 'A key file or URI cannot be used.' },
  KEY_LOCKED: { status: 'PERMISSION_DENIED', means: 'The password does not open the key file.' },
  EXTRINSIC_LOST: {
    status: 'ABORTED',
    means: 'The extrinsic left the pool without a block; why is in the data.',
  },
  EXTRINSIC_FAILED: {
    status: 'FAILED_PRECONDITION',
    means: 'The extrinsic is in a block, but its dispatch failed.',
  },
  BAD_ANSWER: { status: 'DATA_LOSS', means: 'The endpoint answered with something that is no such thing.' },
} as const satisfies ErrorTable;

/** An error of this package. */
export const clientError = errorsOf(CLIENT_ERRORS);
