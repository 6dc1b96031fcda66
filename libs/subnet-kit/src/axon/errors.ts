import { errorsOf, type ErrorTable } from '@yumanet/service-kit';

/** Every refusal of an axon and, last, of a dendrite that does not take an answer. */
export const AXON_ERRORS = {
  REQUEST_INVALID: { status: 'INVALID_ARGUMENT', means: 'A field of the request is no such thing.' },
  UNSIGNED: { status: 'UNAUTHENTICATED', means: 'The request carries no signature.' },
  BAD_SIGNATURE: { status: 'UNAUTHENTICATED', means: 'The dendrite’s hotkey did not sign this request.' },
  WRONG_AXON: { status: 'FAILED_PRECONDITION', means: 'The request is addressed to another hotkey.' },
  WRONG_NETUID: { status: 'FAILED_PRECONDITION', means: 'The axon serves another subnet.' },
  STALE_NONCE: {
    status: 'UNAUTHENTICATED',
    means: 'The nonce lies too far from the axon’s clock: the request is old, or a clock is wrong.',
  },
  REPLAYED_NONCE: { status: 'UNAUTHENTICATED', means: 'The dendrite used this nonce or a later one before.' },
  BODY_TOO_LARGE: { status: 'RESOURCE_EXHAUSTED', means: 'The body is larger than the axon takes.' },
  UNKNOWN_TASK: { status: 'NOT_FOUND', means: 'The axon does not serve a task of that name.' },
  NOT_AUTHORIZED: {
    status: 'PERMISSION_DENIED',
    means: 'The dendrite has no validator permit on the subnet, or less stake than the axon asks for.',
  },
  OVERLOADED: { status: 'RESOURCE_EXHAUSTED', means: 'As many requests wait as may; ask later.' },
  HANDLER_NOT_READY: { status: 'UNAVAILABLE', means: 'The model is not trained or loaded yet.' },
  HANDLER_FAILED: { status: 'INTERNAL', means: 'The handler ended with an error; its log says which.' },
  HANDLER_TIMEOUT: {
    status: 'DEADLINE_EXCEEDED',
    means: 'The handler had no answer in the time it is given.',
  },
  ANSWER_UNSIGNED: { status: 'DATA_LOSS', means: 'The axon’s hotkey did not sign this answer.' },
} as const satisfies ErrorTable;

export type AxonErrorCode = keyof typeof AXON_ERRORS;

/** An error of an axon. */
export const axonError = errorsOf(AXON_ERRORS);
