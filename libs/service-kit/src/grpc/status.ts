import {
  Metadata,
  status as numbers,
  type ServiceError as GrpcError,
  type StatusObject,
} from '@grpc/grpc-js';
import { STATUSES, ServiceError, isServiceError, kitError, type ErrorData, type Status } from '../errors.js';

/** THE mapping between kinds of failure and gRPC's numbers; nothing else in the house knows them. */
export function grpcNumberOf(status: Status): number {
  return numbers[status];
}

/** The kind of failure of a gRPC number; UNKNOWN for numbers that gRPC does not know. */
export function statusOf(number: number): Status {
  return STATUSES.find((status) => grpcNumberOf(status) === number) ?? 'UNKNOWN';
}

/** Trailer with the code and data of a ServiceError, JSON in UTF-8. */
const DETAILS = 'yumanet-error-bin';
// Trailers share HTTP/2's header limit of 16 kB with everything else.
const MAX_MESSAGE = 1_000;
const MAX_DETAILS = 4_000;

/** What was thrown, as an error that may leave the process: unknown errors lose their text, which is in the log. */
export function publicError(error: unknown): ServiceError {
  if (isServiceError(error)) return error;
  return kitError(
    'INTERNAL',
    'service: expected an answer, got a defect (see its log)',
    {},
    { cause: error },
  );
}

/** How a ServiceError travels. */
export function toGrpc(error: ServiceError): Partial<StatusObject> {
  const metadata = new Metadata();
  const details = Buffer.from(JSON.stringify({ code: error.code, data: error.data }));
  const code = Buffer.from(JSON.stringify({ code: error.code, data: {} }));
  metadata.set(DETAILS, details.length <= MAX_DETAILS ? details : code);
  return { code: grpcNumberOf(error.status), details: error.message.slice(0, MAX_MESSAGE), metadata };
}

/** The ServiceError that was sent; from a server that is not ours, one with the status as its code. */
export function fromGrpc(error: Pick<GrpcError, 'code' | 'details' | 'metadata'>): ServiceError {
  const status = statusOf(error.code);
  const sent = readDetails(error.metadata.get(DETAILS)[0]);
  return new ServiceError(sent?.code ?? status, status, error.details, sent?.data ?? {});
}

function readDetails(value: unknown): { readonly code: string; readonly data: ErrorData } | undefined {
  if (!Buffer.isBuffer(value)) return undefined;
  try {
    const { code, data } = JSON.parse(value.toString()) as { code?: unknown; data?: unknown };
    if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_]{0,63}$/.test(code)) return undefined;
    const entries = Object.entries((data ?? {}) as Record<string, unknown>);
    const plain = entries.filter(([, each]) => ['string', 'number', 'boolean'].includes(typeof each));
    return { code, data: Object.fromEntries(plain) as ErrorData };
  } catch {
    return undefined;
  }
}
