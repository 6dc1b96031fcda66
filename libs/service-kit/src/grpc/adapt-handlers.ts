import type {
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  UntypedServiceImplementation,
  sendUnaryData,
} from '@grpc/grpc-js';
import type { Clock } from '../clock.js';
import { withDeadline } from '../deadline.js';
import { kitError, messageOf } from '../errors.js';
import { describeCall, type RunCall, type ServerCall } from './server-call.js';
import type { AnyMethod, Handlers, ServiceShape } from './service-types.js';
import { publicError, toGrpc } from './status.js';

export interface Surroundings {
  readonly run: RunCall;
  readonly clock: Clock;
  /** A unary call without a deadline, or with a longer one, ends after this. */
  readonly maxUnaryMs: number;
  readonly draining: AbortSignal;
  /** Names of the streams that a drain does not end. */
  readonly finite?: readonly string[];
}

/** Of streams that end by themselves. */
const NEVER = new AbortController().signal;

/** A request that did not decode; the handler never sees it. */
class Undecoded {
  constructor(readonly reason: string) {}
}

/** Our handlers as grpc-js wants them. */
export function adaptHandlers<Service extends ServiceShape>(
  service: Service,
  handlers: Handlers<Service>,
  around: Surroundings,
): { readonly definition: ServiceDefinition; readonly implementation: UntypedServiceImplementation } {
  const definition: Record<string, AnyMethod> = {};
  const implementation: UntypedServiceImplementation = {};
  for (const [name, method] of Object.entries(service)) {
    // grpc-js answers INTERNAL to bytes that do not decode, but the fault is the caller's.
    definition[name] = { ...method, requestDeserialize: (bytes: Buffer) => decode(method, bytes) };
    const handler = (handlers as Record<string, unknown>)[name];
    implementation[name] = method.responseStream
      ? adaptStream(handler as StreamHandler, {
          ...around,
          draining: around.finite?.includes(name) === true ? NEVER : around.draining,
        })
      : adaptUnary(handler as UnaryHandler, around);
  }
  return { definition, implementation };
}

type UnaryHandler = (request: unknown, call: ServerCall) => Promise<unknown>;
type StreamHandler = (request: unknown, call: ServerCall) => AsyncIterable<unknown>;

function decode(method: AnyMethod, bytes: Buffer): unknown {
  try {
    return method.requestDeserialize(bytes) as unknown;
  } catch (error) {
    return new Undecoded(messageOf(error));
  }
}

function refuseUndecoded(request: unknown, path: string): void {
  if (!(request instanceof Undecoded)) return;
  throw kitError('BAD_MESSAGE', `${path}: expected its request message, got ${request.reason}`, { path });
}

function adaptUnary(handler: UnaryHandler, around: Surroundings) {
  return (raw: ServerUnaryCall<unknown, unknown>, callback: sendUnaryData<unknown>) => {
    const { call, ended } = describeCall(raw, 'unary', around.draining);
    let response: unknown;
    const work = async (): Promise<void> => {
      refuseUndecoded(raw.request, call.path);
      const ms = Math.min(around.maxUnaryMs, call.remainingMs());
      response = await withDeadline(
        { clock: around.clock, ms, what: call.path, signal: call.signal },
        (signal) => handler(raw.request, { ...call, signal }),
      );
    };
    around.run(call, work).then(
      () => {
        ended();
        callback(null, response);
      },
      (error: unknown) => {
        ended();
        callback(toGrpc(publicError(error)));
      },
    );
  };
}

function adaptStream(handler: StreamHandler, around: Surroundings) {
  return (raw: ServerWritableStream<unknown, unknown>) => {
    const { call, ended } = describeCall(raw, 'stream', around.draining);
    const work = async (): Promise<void> => {
      refuseUndecoded(raw.request, call.path);
      await pump(handler(raw.request, call), raw, call.signal);
    };
    around
      .run(call, work)
      .finally(ended)
      .then(
        () => raw.end(),
        (error: unknown) => raw.emit('error', toGrpc(publicError(error))),
      );
  };
}

/** Sends a stream no faster than the client reads it. */
async function pump(
  items: AsyncIterable<unknown>,
  raw: ServerWritableStream<unknown, unknown>,
  signal: AbortSignal,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await unlessAborted(iterator.next(), signal);
      if (next.done) return;
      if (!raw.write(next.value)) await unlessAborted(whenDrained(raw), signal);
    }
  } finally {
    // Not awaited: a handler that waits for something else would keep the call from ending.
    void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

function whenDrained(raw: ServerWritableStream<unknown, unknown>): Promise<void> {
  return new Promise((resolve) => raw.once('drain', resolve));
}

/**
 * What the work gives, or the signal's reason as soon as it aborts. A Promise.race with one promise that lives as long as the
 * stream would keep every item of the stream in memory as long.
 */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onAbort = () =>
      reject(signal.reason instanceof Error ? signal.reason : kitError('CANCELLED', 'call: cancelled'));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
