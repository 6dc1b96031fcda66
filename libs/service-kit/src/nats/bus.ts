import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection, type Status } from '@nats-io/transport-node';
import { Counter, Gauge, type Registry } from 'prom-client';
import { backoffDelay } from '../backoff.js';
import { sleep, systemClock, type Clock, type Timer } from '../clock.js';
import { withDeadline } from '../deadline.js';
import { kitError, refusal } from '../errors.js';
import type { Health } from '../health.js';
import type { Component } from '../lifecycle.js';
import { silentLogger, type Logger } from '../logger.js';
import type { TlsIdentity } from '../tls/tls-identity.js';
import { noTracing } from '../tracing/no-tracing.js';
import type { Tracing } from '../tracing/tracing.js';
import { badMessages } from './bad-messages.js';
import { busError } from './bus-error.js';
import type { BusLogin } from './bus-login.js';
import { loginOptions } from './nkey.js';
import { QuorumWatch } from './quorum-watch.js';
import { SilentLeaders } from './silent-leaders.js';

/** For a stream's leader to say that it is there, ms. */
const LEADER_MS = 1_000;

export interface BusOptions {
  readonly servers: readonly string[];
  /** Name of this connection in the server's lists. */
  readonly connectionName: string;
  /** As whom, where the server knows users; answers then come to the user's own inbox. */
  readonly login?: BusLogin;
  /** For servers that are named `tls://`. */
  readonly tls?: TlsIdentity;
  /** Milliseconds for one request to the bus. Default 5,000. */
  readonly requestMs?: number;
  /** Pause before a reconnect: from the first to the longest, with jitter. */
  readonly reconnect?: { readonly initialMs: number; readonly maxMs: number };
  /** Without a connection for this long the bus closes and `onLost` is called. Default: never. */
  readonly giveUpMs?: number;
  /** A connection that is silent for three times this is replaced. Default 3,000. */
  readonly pingMs?: number;
  readonly onLost?: (error: Error) => void;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly health?: Health;
  readonly metrics?: Registry;
  readonly tracing?: Tracing;
}

export type BusState = 'connected' | 'disconnected' | 'closed';

/** The one connection of a process to NATS: reconnects by itself, tells how it is, refuses at once while it is away. */
export class Bus implements Component {
  readonly name = 'bus';
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tracing: Tracing;
  readonly requestMs: number;
  readonly metrics: Registry | undefined;
  readonly #options: BusOptions;
  readonly #listeners = new Set<(state: BusState) => void>();
  readonly #reconnects: Counter | undefined;
  readonly #leaders: SilentLeaders;
  #connection: NatsConnection | undefined;
  #jetstream: JetStreamClient | undefined;
  #manager: JetStreamManager | undefined;
  #state: BusState = 'disconnected';
  #attempts = 0;
  #giveUp: Timer | undefined;
  #quorum: QuorumWatch | undefined;
  #stopping = false;

  constructor(options: BusOptions) {
    if (options.servers.length === 0)
      throw refusal('INVALID_ARGUMENT', 'servers', 'at least one URL', 'none');
    this.#options = options;
    this.clock = options.clock ?? systemClock();
    this.logger = options.logger ?? silentLogger();
    this.tracing = options.tracing ?? noTracing();
    this.requestMs = options.requestMs ?? 5_000;
    this.metrics = options.metrics;
    this.#reconnects = declareMetrics(this, options.metrics);
    this.#leaders = new SilentLeaders({
      leaderOf: async (stream) =>
        (await this.request(stream, () => this.manager.streams.info(stream), LEADER_MS)).cluster?.leader,
      stepDown: (stream) =>
        this.connection.request(`$JS.API.STREAM.LEADER.STEPDOWN.${stream}`, '', { timeout: LEADER_MS }),
      clock: this.clock,
      logger: this.logger,
    });
  }

  get state(): BusState {
    return this.#state;
  }

  /** False once the servers that are reached have no majority behind them for longer than an election takes. */
  get hasQuorum(): boolean {
    return this.#quorum?.isAway !== true;
  }

  /** @throws ServiceError UNAVAILABLE while there is no connection: nothing is buffered behind the caller's back. */
  get connection(): NatsConnection {
    if (!this.#connection || this.#state !== 'connected') {
      throw kitError('UNAVAILABLE', `bus: expected a connection, got ${this.#state}`, { state: this.#state });
    }
    return this.#connection;
  }

  get jetstream(): JetStreamClient {
    void this.connection;
    return this.#jetstream as JetStreamClient;
  }

  get manager(): JetStreamManager {
    void this.connection;
    return this.#manager as JetStreamManager;
  }

  /** Calls `listener` at each change. @returns stops it. */
  onState(listener: (state: BusState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves when connected. */
  async connected(signal?: AbortSignal): Promise<void> {
    while (this.#state === 'disconnected') await sleep(this.clock, 20, signal);
    void this.connection;
  }

  /** Runs a request with the bus's deadline; what fails becomes a ServiceError. */
  async request<T>(what: string, work: () => Promise<T>, ms: number = this.requestMs): Promise<T> {
    try {
      return await withDeadline({ clock: this.clock, ms, what }, work);
    } catch (error) {
      throw busError(error, what);
    }
  }

  /** A request that stores something in a stream: a leader that goes on to store nothing is asked to step down. */
  async store<T>(
    stream: string,
    what: string,
    work: () => Promise<T>,
    ms: number = this.requestMs,
  ): Promise<T> {
    try {
      const stored = await this.request(what, work, ms);
      this.#leaders.answered(stream);
      return stored;
    } catch (error) {
      // Not waited for: the caller may try again meanwhile.
      void this.#leaders.failed(stream, error);
      throw error;
    }
  }

  async start(signal?: AbortSignal): Promise<void> {
    const { login, tls, pingMs = 3_000, servers, connectionName } = this.#options;
    const user = login ? loginOptions(login) : {};
    for (let attempt = 0; ; attempt += 1) {
      try {
        this.#connection = await connect({
          servers: [...servers],
          name: connectionName,
          timeout: 5_000,
          pingInterval: pingMs,
          maxPingOut: 2,
          maxReconnectAttempts: -1,
          reconnectDelayHandler: () => this.#pause(),
          ...user,
          ...(tls && servers.some((url) => url.startsWith('tls://'))
            ? { tls: { ca: tls.ca.toString(), cert: tls.cert.toString(), key: tls.key.toString() } }
            : {}),
        });
        break;
      } catch (error) {
        const mapped = busError(error, 'bus');
        // Wrong credentials do not become right by waiting.
        if (mapped.code === 'PERMISSION_DENIED' || !signal) throw mapped;
        this.logger.warn({ error: mapped, attempt }, 'bus not reached');
        await sleep(this.clock, this.#pause(), signal);
      }
    }
    this.#attempts = 0;
    const timeout = this.requestMs;
    this.#jetstream = jetstream(this.#connection, { timeout });
    this.#manager = await jetstreamManager(this.#connection, { timeout, checkAPI: false });
    this.#become('connected');
    void this.#watch(this.#connection);
    this.#watchQuorum();
  }

  /** Where there is somebody to tell. */
  #watchQuorum(): void {
    const { health, metrics } = this.#options;
    if (!health && !metrics) return;
    const ask = () =>
      this.#state === 'connected' ? this.request('quorum', () => this.manager.getAccountInfo()) : undefined;
    this.#quorum = new QuorumWatch({ ask, clock: this.clock, logger: this.logger, health });
  }

  /** Sends what is waiting, takes nothing new. */
  async drain(): Promise<void> {
    this.#stopping = true;
    if (this.#connection && this.#state === 'connected') await this.#connection.drain();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#giveUp?.cancel();
    this.#quorum?.stop();
    await this.#connection?.close();
    this.#become('closed');
  }

  #pause(): number {
    const { initialMs, maxMs } = this.#options.reconnect ?? { initialMs: 100, maxMs: 5_000 };
    return backoffDelay(this.#attempts++, { initialMs, maxMs });
  }

  async #watch(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) this.#heard(status);
    if (!this.#stopping) this.#lost(kitError('UNAVAILABLE', 'bus: expected to stay open, got closed'));
  }

  #heard(status: Status): void {
    if (status.type === 'disconnect') {
      this.logger.warn({ server: status.server }, 'bus disconnected');
      this.#become('disconnected');
    } else if (status.type === 'reconnect') {
      this.logger.info({ server: status.server, attempts: this.#attempts }, 'bus reconnected');
      this.#attempts = 0;
      this.#reconnects?.inc();
      this.#become('connected');
    } else if (status.type === 'error') {
      this.logger.warn({ error: status.error }, 'bus error');
    }
  }

  #become(state: BusState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.health?.set('bus', state === 'connected' ? {} : { ready: false, detail: state });
    this.#giveUp?.cancel();
    const { giveUpMs } = this.#options;
    if (state === 'disconnected' && giveUpMs !== undefined) {
      this.#giveUp = this.clock.after(giveUpMs, () => {
        this.#lost(
          kitError('UNAVAILABLE', `bus: expected a connection within ${giveUpMs} ms, got none`, { giveUpMs }),
        );
        void this.stop();
      });
    }
    for (const listener of this.#listeners) listener(state);
  }

  #lost(error: Error): void {
    this.logger.error({ error }, 'bus lost');
    this.#become('closed');
    this.#options.onLost?.(error);
  }
}

function declareMetrics(bus: Bus, registry: Registry | undefined): Counter | undefined {
  if (!registry) return undefined;
  // Counted where messages are read, and 0 until then: who watches it can tell it from a metric that is not there.
  badMessages(registry);
  new Gauge({
    name: 'yumanet_bus_connected',
    help: '1 while there is a connection to NATS.',
    registers: [registry],
    collect() {
      this.set(bus.state === 'connected' ? 1 : 0);
    },
  });
  new Gauge({
    name: 'yumanet_bus_quorum',
    help: '1 while the NATS servers that are reached have their majority; 0: cut off from it.',
    registers: [registry],
    collect() {
      this.set(bus.hasQuorum ? 1 : 0);
    },
  });
  return new Counter({
    name: 'yumanet_bus_reconnects_total',
    help: 'Connections to NATS that were lost and made again.',
    registers: [registry],
  });
}
