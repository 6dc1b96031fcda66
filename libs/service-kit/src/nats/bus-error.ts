import { JetStreamApiError } from '@nats-io/jetstream';
import {
  AuthorizationError,
  ClosedConnectionError,
  ConnectionError,
  DrainingConnectionError,
  InvalidArgumentError,
  NoRespondersError,
  PermissionViolationError,
  RequestError,
  TimeoutError,
} from '@nats-io/transport-node';
import { isServiceError, kitError, messageOf, type KitErrorCode, type ServiceError } from '../errors.js';

/** JetStream's own numbers (`err_code`); the library names only a few. */
const API_CODES: Readonly<Record<number, KitErrorCode>> = {
  10003: 'INVALID_ARGUMENT',
  10008: 'UNAVAILABLE', // no leader now
  10014: 'NOT_FOUND', // consumer
  10023: 'QUEUE_FULL', // insufficient resources
  10037: 'NOT_FOUND', // message
  10039: 'UNAVAILABLE', // JetStream not enabled for this account
  10047: 'QUEUE_FULL', // storage
  10054: 'MESSAGE_TOO_LARGE',
  10059: 'NOT_FOUND', // stream
  10071: 'SEQUENCE_CONFLICT',
  10074: 'UNAVAILABLE', // replicas not on enough servers yet
  10076: 'UNAVAILABLE', // JetStream not ready
  10077: 'QUEUE_FULL', // limits with discard "new"
  10118: 'UNAVAILABLE', // stream is offline
  10158: 'UNAVAILABLE', // the same id is on its way
  10164: 'SEQUENCE_CONFLICT',
};

/** What the NATS library threw, as one of our errors. */
export function busError(error: unknown, what: string): ServiceError {
  if (isServiceError(error)) return error;
  const code = codeOf(error);
  return kitError(code, `${what}: expected the bus to answer, got ${messageOf(error)}`, {}, { cause: error });
}

function codeOf(error: unknown): KitErrorCode {
  if (error instanceof JetStreamApiError) {
    return API_CODES[error.code] ?? (error.status === 503 ? 'UNAVAILABLE' : 'INVALID_ARGUMENT');
  }
  if (error instanceof TimeoutError) return 'DEADLINE_EXCEEDED';
  if (error instanceof PermissionViolationError || error instanceof AuthorizationError)
    return 'PERMISSION_DENIED';
  if (error instanceof InvalidArgumentError) return 'INVALID_ARGUMENT';
  if (error instanceof RequestError && error.cause !== undefined) return codeOf(error.cause);
  const unreachable = [
    NoRespondersError,
    ConnectionError,
    ClosedConnectionError,
    DrainingConnectionError,
    RequestError,
  ];
  if (unreachable.some((kind) => error instanceof kind)) return 'UNAVAILABLE';
  // JetStreamError wraps what the publish met.
  return error instanceof Error && error.cause !== undefined ? codeOf(error.cause) : 'UNAVAILABLE';
}
