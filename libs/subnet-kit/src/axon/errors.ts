import { errorsOf, type ErrorTable } from '@yumanet/service-kit';

/** Every refusal of an axon and, last, of a dendrite that does not take an answer. */
export const AXON_ERRORS = {
  REQUEST_INVALID: { status: 'INVALID_ARGUMENT', means: 'A field of the request is no such thing.' },
  NOT_SYNAPSE: {
    status: 'NOT_FOUND',
    means: 'HTTP: not a POST of JSON to the path of a synapse that is served.',
  },
  UNSIGNED: { status: 'UNAUTHENTICATED', means: 'The request carries no signature.' },
  BAD_SIGNATURE: { status: 'UNAUTHENTICATED', means: 'The dendrite’s hotkey did not sign this request.' },
  WRONG_AXON: { status: 'FAILED_PRECONDITION', means: 'The request is addressed to another hotkey.' },
  WRONG_NETUID: { status: 'FAILED_PRECONDITION', means: 'The axon serves another subnet.' },
  STALE_NONCE: {
    status: 'UNAUTHENTICATED',
    means: 'The nonce lies too far from the axon’s clock: the request is old, or a clock is wrong.',
  },
  REPLAYED_NONCE: { status: 'UNAUTHENTICATED', means: 'The dendrite used this nonce before.' },
  BODY_TOO_LARGE: { status: 'RESOURCE_EXHAUSTED', means: 'The body is larger than the axon takes.' },
  SEAL_BROKEN: {
    status: 'INVALID_ARGUMENT',
    means: 'A sealed body or answer does not open: another key, another request, or changed on its way.',
  },
  UNKNOWN_TASK: { status: 'NOT_FOUND', means: 'The axon does not serve a task of that name.' },
  NOT_AUTHORIZED: {
    status: 'PERMISSION_DENIED',
    means: 'The dendrite has no validator permit on the subnet, or less stake than the axon asks for.',
  },
  QUOTA_EXCEEDED: {
    status: 'RESOURCE_EXHAUSTED',
    means: 'The dendrite, or all together, ask more than the axon gives; `retryMs` says when to ask again.',
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
