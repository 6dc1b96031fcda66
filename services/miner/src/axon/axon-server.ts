import { AxonServiceService } from '@yumanet/proto/miner/v1';
import { GrpcServer, sleep, systemClock, type Component, type GrpcServerOptions } from '@yumanet/service-kit';
import { SealingKey } from '@yumanet/subnet-kit/axon';
import type { MinerStore } from '../store/miner-store.js';
import { AddressGuard } from './address-guard.js';
import { axonHandlers } from './axon-handlers.js';
import { Connections, type ConnectionLimits } from './connections.js';
import { guardMiddleware } from './guard-middleware.js';
import { Listener } from './listener.js';
import type { AxonParts } from './serve-request.js';
import { SynapseServer } from './synapse-server.js';

export interface AxonServerOptions extends GrpcServerOptions {
  /** 0: the port of the last start where it is free, any free one otherwise. */
  readonly port: number;
  readonly store: Pick<MinerStore, 'lastPort' | 'rememberPort' | 'sealingSecret'>;
  readonly axon: Omit<AxonParts, 'connections' | 'sealingKey'>;
  /** Milliseconds for which an address is shut out. */
  readonly blockMs: number;
  readonly limits: ConnectionLimits;
}

/** Calls of one connection at once: a dendrite asks one thing at a time, a gateway a few. */
const MAX_CONNECTION_CALLS = 128;
/** What is not answered by then is cut off. */
const DRAIN_MS = 8_000;
/** For who has its answer to take it and go: a connection cut before would take the answer with it. */
const LEAVE_MS = 1_000;

/** The axon's port, apart from the operator's: gRPC and the SDK's HTTP. It keeps it, since the chain takes a new one rarely. */
export class AxonServer implements Component {
  readonly name = 'axon';
  readonly #options: AxonServerOptions;
  readonly #connections: Connections;
  readonly #grpc: GrpcServer;
  readonly #http: SynapseServer;
  #listener: Listener | undefined;
  #sealingKey: SealingKey | undefined;
  #port = 0;

  constructor(options: AxonServerOptions) {
    this.#options = options;
    const { axon, limits, blockMs } = options;
    const { clock } = axon.door;
    this.#connections = new Connections({ ...limits, clock, guard: new AddressGuard({ clock, blockMs }) });
    const parts: AxonParts = {
      ...axon,
      connections: this.#connections,
      sealingKey: () => this.#openSealingKey(),
    };
    this.#http = new SynapseServer(parts);
    const { tls: _tls, ...grpc } = options;
    this.#grpc = new GrpcServer({
      ...grpc,
      maxConnectionCalls: MAX_CONNECTION_CALLS,
      finite: ['queryStream'],
      middleware: [guardMiddleware(this.#connections)],
      connections: async (take) => (this.#port = await this.#listen(take)),
    }).add(AxonServiceService, axonHandlers(parts));
  }

  /** The port in use; after start. */
  get port(): number {
    return this.#port;
  }

  async start(): Promise<void> {
    const { store } = this.#options;
    this.#sealingKey = await SealingKey.of(await store.sealingSecret());
    await this.#grpc.start();
    await store.rememberPort(this.#port);
  }

  /** Dendrites that were let in get their answers; further ones are refused. */
  async drain(): Promise<void> {
    const clock = systemClock({ background: true });
    const left = this.#listener?.close();
    const answered = Promise.all([this.#grpc.drain(), this.#http.drain()]);
    await Promise.race([answered, sleep(clock, DRAIN_MS)]);
    await Promise.race([left, sleep(clock, LEAVE_MS)]);
  }

  async stop(): Promise<void> {
    void this.#listener?.close();
    this.#connections.close();
    await this.#grpc.stop();
  }

  #openSealingKey(): SealingKey {
    if (this.#sealingKey) return this.#sealingKey;
    throw new Error('axon: expected to be started, got a request');
  }

  async #listen(onHttp2: ConstructorParameters<typeof Listener>[0]['onHttp2']): Promise<number> {
    const { host, tls, port, store } = this.#options;
    this.#listener = new Listener({
      ...{ host, connections: this.#connections, onHttp2, onHttp1: (socket) => this.#http.take(socket) },
      ...(tls ? { tls } : {}),
    });
    const last = port === 0 ? store.lastPort : undefined;
    const again = last === undefined ? undefined : await this.#listener.listen(last).catch(() => undefined);
    return again ?? this.#listener.listen(port);
  }
}
