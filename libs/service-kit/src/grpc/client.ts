import {
  Client,
  Metadata,
  credentials,
  type ClientReadableStream,
  type ServiceError as GrpcError,
} from '@grpc/grpc-js';
import { SpanKind } from '@opentelemetry/api';
import { systemClock, type Clock } from '../clock.js';
import { withDeadline } from '../deadline.js';
import { kitError, refusal } from '../errors.js';
import type { TlsIdentity } from '../tls/tls-identity.js';
import { noTracing } from '../tracing/no-tracing.js';
import type { Tracing } from '../tracing/tracing.js';
import { callPolicy, type PolicyOptions } from './call-policy.js';
import { overAddresses } from './failover.js';
import type { AnyMethod, RequestOf, ResponseOf, ServiceShape, UnaryNames } from './service-types.js';
import { fromGrpc } from './status.js';
import { metadataSetter } from './trace-metadata.js';

export interface GrpcClientOptions<Service extends ServiceShape> extends PolicyOptions {
  /** `host:port`, or any target gRPC knows (`dns:///chain:9090`); several: of one service that answers the same at each. */
  readonly address: string | readonly string[];
  /** With it mTLS, without plain text. */
  readonly tls?: TlsIdentity;
  /** Name the server's certificate must carry where it is not the address. */
  readonly serverName?: string | undefined;
  /** Methods that may be sent again when nobody answered. Default: none. */
  readonly idempotent?: readonly UnaryNames<Service>[];
  /** Of several addresses: codes of refusals that another one may know better. Default: none. */
  readonly askOthers?: readonly string[];
  /** Of several addresses: milliseconds for one while there is another. Default 4,000. */
  readonly addressMs?: number;
  /** Bytes of one message either way. Default 8 MiB. */
  readonly maxMessageBytes?: number;
  readonly clock?: Clock;
  readonly tracing?: Tracing;
}

/** No call without an end. */
export interface UnaryCallOptions {
  /** For all attempts together, in milliseconds. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

export interface StreamCallOptions {
  /** The longest silence between two items, in milliseconds; then the stream ends with DEADLINE_EXCEEDED. */
  readonly idleMs: number;
  readonly signal?: AbortSignal;
}

/** A service's methods as functions; each throws ServiceError. */
export type GrpcClient<Service extends ServiceShape> = {
  readonly [Name in keyof Service]: Service[Name] extends { readonly responseStream: true }
    ? (
        request: RequestOf<Service[Name]>,
        options: StreamCallOptions,
      ) => AsyncIterable<ResponseOf<Service[Name]>>
    : (request: RequestOf<Service[Name]>, options: UnaryCallOptions) => Promise<ResponseOf<Service[Name]>>;
} & { readonly close: () => void };

const MIB = 1024 * 1024;

/** A client: deadlines on every call, keepalive, retries where safe, a circuit breaker, traces; over several addresses failover. */
export function createGrpcClient<Service extends ServiceShape>(
  service: Service,
  options: GrpcClientOptions<Service>,
): GrpcClient<Service> {
  const { address, idempotent, askOthers = [], addressMs = 4_000, clock } = options;
  const [only, ...others] = typeof address === 'string' ? [address] : address;
  if (only === undefined) throw refusal('INVALID_ARGUMENT', 'address', 'at least one', 'none');
  if (others.length === 0) return overChannel(service, { ...options, address: only });
  const clients = [only, ...others].map((each) => overChannel(service, { ...options, address: each }));
  return overAddresses(service, clients, { idempotent: new Set(idempotent), askOthers, addressMs, clock });
}

type ChannelOptions<Service extends ServiceShape> = Omit<GrpcClientOptions<Service>, 'address'> & {
  readonly address: string;
};

function overChannel<Service extends ServiceShape>(
  service: Service,
  options: ChannelOptions<Service>,
): GrpcClient<Service> {
  const channel = openChannel(options);
  const policy = callPolicy(options);
  const clock = options.clock ?? systemClock();
  const tracing = options.tracing ?? noTracing();
  const idempotent = new Set<PropertyKey>(options.idempotent ?? []);
  const methods: Record<string, unknown> = { close: () => channel.close() };
  for (const [name, method] of Object.entries(service)) {
    methods[name] = method.responseStream
      ? (request: unknown, call: StreamCallOptions) => stream(channel, method, request, call, clock, tracing)
      : (request: unknown, call: UnaryCallOptions) => {
          checkMs('deadlineMs', call.deadlineMs);
          const began = clock.monotonic();
          const what = { clock, ms: call.deadlineMs, what: method.path, signal: call.signal };
          return tracing.span(method.path, { kind: SpanKind.CLIENT }, () =>
            withDeadline(what, (signal) =>
              policy(idempotent.has(name), signal, () => {
                const leftMs = call.deadlineMs - (clock.monotonic() - began);
                return unary(channel, method, request, leftMs, signal, tracing);
              }),
            ),
          );
        };
  }
  return methods as unknown as GrpcClient<Service>;
}

function openChannel(options: Omit<ChannelOptions<ServiceShape>, 'idempotent'>): Client {
  const { address, tls, serverName } = options;
  const bytes = options.maxMessageBytes ?? 8 * MIB;
  return new Client(
    address,
    tls ? credentials.createSsl(tls.ca, tls.key, tls.cert) : credentials.createInsecure(),
    {
      'grpc.max_receive_message_length': bytes,
      'grpc.max_send_message_length': bytes,
      // A connection that has gone silent is found within 10 s, also while no call is under way.
      'grpc.keepalive_time_ms': 5_000,
      'grpc.keepalive_timeout_ms': 5_000,
      'grpc.keepalive_permit_without_calls': 1,
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 5_000,
      // The policy retries; gRPC's own transparent retries would hide attempts from it.
      'grpc.enable_retries': 0,
      ...(serverName ? { 'grpc.ssl_target_name_override': serverName } : {}),
    },
  );
}

function checkMs(name: string, ms: unknown): void {
  if (typeof ms === 'number' && ms > 0 && ms < 2 ** 31) return;
  throw refusal('INVALID_ARGUMENT', name, 'milliseconds between 0 and 2^31', ms);
}

function traced(tracing: Tracing): Metadata {
  const metadata = new Metadata();
  tracing.inject(metadata, metadataSetter);
  return metadata;
}

function unary(
  channel: Client,
  method: AnyMethod,
  request: unknown,
  leftMs: number,
  signal: AbortSignal,
  tracing: Tracing,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const cancel = () => call.cancel();
    const call = channel.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      traced(tracing),
      { deadline: Date.now() + leftMs },
      (error: GrpcError | null, response: unknown) => {
        signal.removeEventListener('abort', cancel);
        if (error) reject(fromGrpc(error));
        else resolve(response);
      },
    );
    signal.addEventListener('abort', cancel, { once: true });
  });
}

async function* stream(
  channel: Client,
  method: AnyMethod,
  request: unknown,
  options: StreamCallOptions,
  clock: Clock,
  tracing: Tracing,
): AsyncGenerator<unknown> {
  checkMs('idleMs', options.idleMs);
  if (options.signal?.aborted) throw kitError('CANCELLED', `${method.path}: expected a start, got an abort`);
  const call: ClientReadableStream<unknown> = channel.makeServerStreamRequest(
    method.path,
    method.requestSerialize,
    method.responseDeserialize,
    request,
    traced(tracing),
  );
  // Cancelling makes an error that nobody waits for any more.
  call.on('error', () => undefined);
  const items = call[Symbol.asyncIterator]() as AsyncIterator<unknown>;
  const wait = { clock, ms: options.idleMs, what: `${method.path} (next item)`, signal: options.signal };
  try {
    for (;;) {
      const next = await withDeadline(wait, () => items.next());
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    throw isGrpcError(error) ? fromGrpc(error) : error;
  } finally {
    call.cancel();
  }
}

function isGrpcError(error: unknown): error is GrpcError {
  return error instanceof Error && 'details' in error && 'metadata' in error;
}
