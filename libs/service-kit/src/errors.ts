/** The kinds of failure that gRPC knows; every error belongs to one. `grpc/status.ts` holds the numbers. */
export const STATUSES = [
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

export type Status = (typeof STATUSES)[number];

/** A project's list of codes: what each means, and which kind of failure it is. */
export type ErrorTable = Readonly<Record<string, { readonly status: Status; readonly means: string }>>;

/** Every refusal of this package. */
export const KIT_ERRORS = {
  SETTINGS_INVALID: {
    status: 'INVALID_ARGUMENT',
    means: 'Settings do not fit the schema; all problems listed.',
  },
  BAD_MESSAGE: { status: 'INVALID_ARGUMENT', means: 'Bytes are not a message of the expected type.' },
  INVALID_ARGUMENT: { status: 'INVALID_ARGUMENT', means: 'An argument lies outside what is accepted.' },
  MESSAGE_TOO_LARGE: { status: 'RESOURCE_EXHAUSTED', means: 'A message is larger than the limit.' },
  TOO_MANY_CALLS: {
    status: 'RESOURCE_EXHAUSTED',
    means: 'The server already works on as many calls as it may.',
  },
  RATE_LIMITED: {
    status: 'RESOURCE_EXHAUSTED',
    means: 'This client asks more often than it may; `retryMs` says when again.',
  },
  QUEUE_FULL: { status: 'RESOURCE_EXHAUSTED', means: 'A bounded queue holds as much as it may.' },
  DEADLINE_EXCEEDED: { status: 'DEADLINE_EXCEEDED', means: 'The deadline passed before the work was done.' },
  CANCELLED: { status: 'CANCELLED', means: 'The caller gave up.' },
  UNAVAILABLE: {
    status: 'UNAVAILABLE',
    means: 'The other side cannot be reached now; trying later may help.',
  },
  NO_QUORUM: {
    status: 'UNAVAILABLE',
    means:
      'The NATS servers that are reached have no majority behind them: nothing is stored, and nothing new comes.',
  },
  DRAINING: { status: 'UNAVAILABLE', means: 'The service is stopping; ask another instance.' },
  CIRCUIT_OPEN: { status: 'UNAVAILABLE', means: 'Calls failed in a row; none is sent for a while.' },
  INTERNAL: { status: 'INTERNAL', means: 'A defect of the service; details are in its log only.' },
  START_FAILED: { status: 'INTERNAL', means: 'A component did not start.' },
  NATS_SERVER_NOT_FOUND: { status: 'FAILED_PRECONDITION', means: 'No nats-server binary on this machine.' },
  NATS_SERVER_FAILED: { status: 'INTERNAL', means: 'An own nats-server did not start.' },
  NOT_FOUND: { status: 'NOT_FOUND', means: 'A stream, bucket, key or object does not exist.' },
  PERMISSION_DENIED: { status: 'PERMISSION_DENIED', means: 'These credentials may not do this.' },
  SEQUENCE_CONFLICT: { status: 'ABORTED', means: 'Somebody else wrote to the stream first.' },
  REVISION_CONFLICT: { status: 'ABORTED', means: 'Somebody else wrote this key first.' },
  LEASE_LOST: { status: 'ABORTED', means: 'The lease is no longer held.' },
  STREAM_GAP: { status: 'DATA_LOSS', means: 'Messages that were asked for are no longer in the stream.' },
  TLS_INVALID: { status: 'FAILED_PRECONDITION', means: 'A certificate or key file cannot be used.' },
} as const satisfies ErrorTable;

export type KitErrorCode = keyof typeof KIT_ERRORS;

/** What an error carries for programs; bytes are given as hex. */
export type ErrorData = Readonly<Record<string, string | number | boolean>>;

/** An error that crosses a boundary: a stable code, the kind of failure, a sentence, data for programs. */
export class ServiceError<Code extends string = string> extends Error {
  override readonly name = 'ServiceError';

  constructor(
    readonly code: Code,
    readonly status: Status,
    message: string,
    readonly data: ErrorData = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Errors of one table: `const chainError = errorsOf(CHAIN_ERRORS)`, then `chainError('POOL_FULL', '…')`. */
export function errorsOf<Table extends ErrorTable>(table: Table) {
  return <Code extends keyof Table & string>(
    code: Code,
    message: string,
    data: ErrorData = {},
    options?: ErrorOptions,
  ): ServiceError<Code> => {
    const status = table[code]?.status ?? 'UNKNOWN';
    return new ServiceError(code, status, message, data, options);
  };
}

/** An error of this package. */
export const kitError = errorsOf(KIT_ERRORS);

/** `what: expected X, got Y` as an error; long values are cut. */
export function refusal(
  code: KitErrorCode,
  what: string,
  expected: string,
  got: unknown,
): ServiceError<KitErrorCode> {
  const shown = typeof got === 'string' ? JSON.stringify(got.slice(0, 80)) : String(got).slice(0, 80);
  return kitError(code, `${what}: expected ${expected}, got ${shown}`, { what, expected, got: shown });
}

/** Whether a caught value is a ServiceError of any table. */
export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof ServiceError;
}

/** Whether a caught value is a ServiceError with one of these codes. */
export function hasCode<Code extends string>(error: unknown, ...codes: Code[]): error is ServiceError<Code> {
  return isServiceError(error) && codes.some((code) => code === error.code);
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
