import { errorsOf, type ErrorTable } from '@yumanet/service-kit/core';

/**
 * Every refusal of the gateway. Over HTTP an error is OpenAI's: `{ error: { message, type, param, code } }` with these codes;
 * the kit's statuses give the HTTP status, `BALANCE_TOO_LOW` apart, which is 402.
 */
export const GATEWAY_ERRORS = {
  KEY_MISSING: { status: 'UNAUTHENTICATED', means: 'No `Authorization: Bearer …` came with the request.' },
  KEY_UNKNOWN: { status: 'UNAUTHENTICATED', means: 'No client has this key, or it was revoked.' },
  BALANCE_TOO_LOW: {
    status: 'FAILED_PRECONDITION',
    means: 'The prepaid balance, less what open queries hold, does not pay for this one.',
  },
  RATE_EXCEEDED: {
    status: 'RESOURCE_EXHAUSTED',
    means: 'The client asks more than its requests per minute; `Retry-After` says when to ask again.',
  },
  CLIENT_BUSY: {
    status: 'RESOURCE_EXHAUSTED',
    means: 'The client has as many queries under way as it may.',
  },
  GATEWAY_BUSY: {
    status: 'UNAVAILABLE',
    means: 'All places are taken and the queue is full, or a place did not come in time.',
  },
  SUBNET_NOT_SERVED: { status: 'NOT_FOUND', means: 'This gateway serves another subnet.' },
  MODEL_UNKNOWN: { status: 'NOT_FOUND', means: 'No model of that name; `GET /v1/models` lists them.' },
  PARAMETER_UNSUPPORTED: {
    status: 'INVALID_ARGUMENT',
    means: 'A parameter of OpenAI’s that miners cannot honour and that would change what the answer is.',
  },
  PARAMETER_INVALID: { status: 'INVALID_ARGUMENT', means: 'A field of the request is no such thing.' },
  BODY_NOT_JSON: { status: 'INVALID_ARGUMENT', means: 'The body is no JSON.' },
  NO_MINER: { status: 'UNAVAILABLE', means: 'No miner of the subnet can be asked now.' },
  ANSWER_INVALID: {
    status: 'DATA_LOSS',
    means: 'A miner’s answer is none of the mechanism; clients see MINERS_FAILED.',
  },
  MINERS_FAILED: {
    status: 'UNAVAILABLE',
    means: 'Every miner that was asked failed; `last` is the last one’s code. Nothing is charged.',
  },
  QUERY_TIMEOUT: {
    status: 'DEADLINE_EXCEEDED',
    means: 'No miner answered in the time that a query has. Nothing is charged.',
  },
  QUERY_IN_PROGRESS: { status: 'ABORTED', means: 'A query with this idempotency key is still under way.' },
  IDEMPOTENCY_CONFLICT: {
    status: 'FAILED_PRECONDITION',
    means: 'The idempotency key was used for another request.',
  },
  CLIENT_UNKNOWN: { status: 'NOT_FOUND', means: 'No client of that id.' },
  COLDKEY_TAKEN: { status: 'ALREADY_EXISTS', means: 'The coldkey pays for another client already.' },
  BOOKS_FORMAT: {
    status: 'DATA_LOSS',
    means: 'The books have a format that this version does not know.',
  },
  BOOKS_COPY: {
    status: 'FAILED_PRECONDITION',
    means: 'The books cannot be copied: there are none, or files are in the way.',
  },
  BOOKS_OTHER: {
    status: 'FAILED_PRECONDITION',
    means: 'The books belong to another hotkey, deposit address or chain.',
  },
  BOOKS_TAKEN: {
    status: 'ABORTED',
    means: 'Another process has opened the books to serve from them: this one charges nobody any more.',
  },
  GATEWAY_SETTINGS: {
    status: 'FAILED_PRECONDITION',
    means: 'The gateway needs a setting that is missing or does not fit the others.',
  },
} as const satisfies ErrorTable;

export type GatewayErrorCode = keyof typeof GATEWAY_ERRORS;

/** An error of the gateway. */
export const gatewayError = errorsOf(GATEWAY_ERRORS);
