import type { Metadata, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { kitError } from '../errors.js';

/** One call on the server, as handlers and middleware see it. */
export interface ServerCall {
  /** `/yumanet.chain.v1.ChainService/GetBlock`. */
  readonly path: string;
  readonly kind: 'unary' | 'stream';
  /** Address of the other side. */
  readonly peer: string;
  /** Common name of the client's certificate; only with mTLS. */
  readonly identity: string | undefined;
  readonly metadata: Metadata;
  /** Aborts when the client gives up, the deadline passes, or (streams) the server drains. */
  readonly signal: AbortSignal;
  /** Milliseconds the client still waits, or Infinity. */
  readonly remainingMs: () => number;
}

/** Wraps every call: the first of a list is the outermost. Rejects with what the client should get. */
export type Middleware = (call: ServerCall, next: () => Promise<void>) => Promise<void>;

type RawCall = ServerUnaryCall<unknown, unknown> | ServerWritableStream<unknown, unknown>;

/**
 * Describes a call of grpc-js.
 *
 * @param draining aborts streams when the server stops.
 * @returns the call, and `ended`, which leaves no listener behind: grpc-js calls every call cancelled once it is over.
 */
export function describeCall(
  raw: RawCall,
  kind: 'unary' | 'stream',
  draining: AbortSignal,
): { readonly call: ServerCall; readonly ended: () => void } {
  const path = raw.getPath();
  const controller = new AbortController();
  const cancel = () => controller.abort(kitError('CANCELLED', `${path}: expected to end, got cancelled`));
  const drain = () => controller.abort(draining.reason);
  raw.on('cancelled', cancel);
  // A client that left before the handler was called.
  if (raw.cancelled) cancel();
  if (kind === 'stream') {
    if (draining.aborted) drain();
    else draining.addEventListener('abort', drain, { once: true });
  }
  const commonName = raw.getAuthContext().sslPeerCertificate?.subject.CN;
  const call: ServerCall = {
    path,
    kind,
    peer: raw.getPeer(),
    identity: Array.isArray(commonName) ? undefined : commonName,
    metadata: raw.metadata,
    signal: controller.signal,
    remainingMs: () => Number(raw.getDeadline()) - Date.now(),
  };
  const ended = (): void => {
    raw.off('cancelled', cancel);
    draining.removeEventListener('abort', drain);
  };
  return { call, ended };
}

/** A call's work inside all middleware. */
export type RunCall = (call: ServerCall, work: () => Promise<void>) => Promise<void>;

/** One function of a list of middleware, made once and not at every call. */
export function compose(middleware: readonly Middleware[]): RunCall {
  return middleware.reduceRight<RunCall>(
    (inner, outer) => (call, work) => outer(call, () => inner(call, work)),
    (_call, work) => work(),
  );
}
