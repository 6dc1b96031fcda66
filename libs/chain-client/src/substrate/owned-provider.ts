import {
  backoffDelay,
  isServiceError,
  sleep,
  systemClock,
  silentLogger,
  type Clock,
  type Logger,
} from '@yumanet/service-kit';
import { clientError } from '../errors.js';
import { hash32 } from '../hex.js';
import type { ConnectionState } from '../source.js';
import { EndpointList } from './endpoint-list.js';
import { HeadWatch } from './head-watch.js';
import { JsonRpcSocket } from './json-rpc-socket.js';
import { SubscriptionTable } from './subscription-table.js';

export interface ProviderOptions {
  /** ws:// or wss://, the preferred first. */
  readonly endpoints: readonly string[];
  /** Milliseconds for one request. Default 20,000. */
  readonly callMs?: number;
  /** Milliseconds until a connection must be open. Default 10,000. */
  readonly openMs?: number;
  /** Without any sign of the endpoint for this long, pings included, the connection is replaced. Default 8,000. */
  readonly silentMs?: number;
  /** Without a new head for this long the endpoint is asked. Default 24,500: with `probeMs` below 30 s. */
  readonly stallMs?: number;
  /** Time for that answer. Default 5,000. */
  readonly probeMs?: number;
  /** Pause before a reconnect: from the first to the longest, with jitter. */
  readonly reconnect?: { readonly initialMs: number; readonly maxMs: number };
  /** Looks at a new connection before it is used; refuses by throwing. */
  readonly accept?: (
    request: (method: string, params: readonly unknown[]) => Promise<unknown>,
  ) => Promise<void>;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Milliseconds that submissions under way on a connection that is given up have for their answers. */
const DRAIN_MS = 2_000;

/** The one connection of a process to a Substrate chain: finds that it is dead, replaces it, and goes on with all subscriptions. */
export class OwnedProvider {
  readonly #options: Required<Omit<ProviderOptions, 'accept'>> & Pick<ProviderOptions, 'accept'>;
  readonly #endpoints: EndpointList;
  readonly #subscriptions = new SubscriptionTable();
  readonly #listeners = new Set<(state: ConnectionState) => void>();
  readonly #stopping = new AbortController();
  #socket: JsonRpcSocket | undefined;
  #endpoint: string;
  /** Before the list's, until it fails: the leader of a cluster. */
  #wanted: string | undefined;
  #state: ConnectionState = 'connecting';
  #genesis: string | undefined;
  #running: Promise<void> | undefined;
  #refusal: Error | undefined;
  /** Whether the last connection brought a block. */
  #advanced = false;

  constructor(options: ProviderOptions) {
    this.#endpoints = new EndpointList(options.endpoints);
    this.#endpoint = this.#endpoints.next();
    this.#options = {
      callMs: 20_000,
      openMs: 10_000,
      silentMs: 8_000,
      // Together under 30 s: longer than two blocks of 12 s, so that one late block is no alarm.
      stallMs: 24_500,
      probeMs: 5_000,
      reconnect: { initialMs: 200, maxMs: 5_000 },
      clock: systemClock(),
      logger: silentLogger(),
      ...options,
    };
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get endpoint(): string {
    return this.#endpoint;
  }

  /** Subscriptions that are kept over reconnects. */
  get subscriptions(): number {
    return this.#subscriptions.size;
  }

  onState(listener: (state: ConnectionState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Begins; ready when an endpoint is connected and accepted.
   *
   * @throws ServiceError what the endpoints were refused for, when every one of them was; CANCELLED.
   */
  async start(signal?: AbortSignal): Promise<void> {
    this.#running ??= this.#run();
    await this.connected(signal);
  }

  /** Resolves when connected. */
  async connected(signal?: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (this.#socket === undefined) {
      if (this.#refusal !== undefined) throw this.#refusal;
      if (this.#state === 'closed') throw this.#notConnected('connection');
      await sleep(clock, 10, signal);
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#socket?.close('stopped');
    await this.#running;
    this.#become('closed');
  }

  /** Replaces the connection now. */
  reconnect(reason: string): void {
    this.#socket?.close(reason);
  }

  /**
   * Moves the connection to an endpoint that need not be of the list; its requests wait meanwhile. When that connection ends, the
   * list holds again.
   *
   * @throws ServiceError NOT_CONNECTED when it does not serve, or not in time.
   */
  async moveTo(url: string, ms: number = this.#options.callMs): Promise<void> {
    const { clock } = this.#options;
    const end = clock.monotonic() + ms;
    if (this.#wanted !== url && !(this.#endpoint === url && this.#socket)) {
      this.#wanted = url;
      const old = this.#socket;
      this.#socket = undefined;
      this.#become('connecting');
      if (old) void this.#leave(old, url);
    }
    while (!(this.#endpoint === url && this.#socket)) {
      if (this.#wanted !== url || this.#state === 'closed' || clock.monotonic() >= end)
        throw this.#notConnected(`move to ${url}`);
      await sleep(clock, 10);
    }
  }

  /** What is under way there is answered first: who was refused knows that it is nowhere. */
  async #leave(socket: JsonRpcSocket, url: string): Promise<void> {
    const { clock } = this.#options;
    const end = clock.monotonic() + DRAIN_MS;
    // First a moment for who has got this connection and is about to use it.
    do await sleep(clock, 10);
    while (socket.waiting('author_') > 0 && clock.monotonic() < end);
    socket.close(`moving to ${url}`);
  }

  /** While there is no connection, waits for one until the deadline. */
  async request(
    method: string,
    params: readonly unknown[],
    ms: number = this.#options.callMs,
  ): Promise<unknown> {
    const began = this.#options.clock.monotonic();
    const socket = await this.#whenConnected(method, ms);
    return socket.request(method, params, Math.max(1, ms - (this.#options.clock.monotonic() - began)));
  }

  /** @returns a name that stays the same over reconnects. */
  async subscribe(
    method: string,
    params: readonly unknown[],
    callback: (error: Error | null, result: unknown) => void,
  ): Promise<string> {
    const socket = await this.#whenConnected(method, this.#options.callMs);
    return this.#subscriptions.subscribe(socket, { method, params, callback }, this.#options.callMs);
  }

  async unsubscribe(method: string, name: string): Promise<void> {
    const remote = this.#subscriptions.remove(name);
    const socket = this.#socket;
    if (remote === undefined || !socket) return;
    // The endpoint may be gone, or may have ended it: either way it is over.
    await socket.request(method, [remote], this.#options.callMs).catch(() => undefined);
  }

  async #whenConnected(what: string, ms: number): Promise<JsonRpcSocket> {
    if (this.#socket) return this.#socket;
    const { clock } = this.#options;
    const end = clock.monotonic() + ms;
    while (!this.#socket) {
      if (this.#state === 'closed' || clock.monotonic() >= end) throw this.#notConnected(what);
      await sleep(clock, 20);
    }
    return this.#socket;
  }

  #notConnected(what: string) {
    return clientError(
      'NOT_CONNECTED',
      `${what}: expected a connection to ${this.#endpoint}, got ${this.#state}`,
      {
        endpoint: this.#endpoint,
      },
    );
  }

  async #run(): Promise<void> {
    const { clock, logger, reconnect } = this.#options;
    const { signal } = this.#stopping;
    let failures = 0;
    while (!signal.aborted) {
      const wanted = this.#wanted;
      this.#endpoint = wanted ?? this.#endpoints.next();
      const began = clock.monotonic();
      try {
        const reason = await this.#once(this.#endpoint);
        logger.warn({ endpoint: this.#endpoint, reason }, 'connection ended');
        // One that served is as good as new, be it for one block; one that fell at once counts as a failure.
        if (this.#advanced || clock.monotonic() - began > reconnect.maxMs) failures = 0;
      } catch (error) {
        logger.warn({ endpoint: this.#endpoint, error }, 'endpoint not used');
        const refused = isServiceError(error) && error.status === 'FAILED_PRECONDITION';
        if (refused && wanted === undefined && failures + 1 >= this.#endpoints.size) this.#refusal = error;
      }
      if (signal.aborted) break;
      // Left for another one, not lost.
      if (this.#wanted !== wanted) continue;
      this.#wanted = undefined;
      this.#endpoints.failed(this.#endpoint);
      this.#become('connecting');
      await sleep(clock, backoffDelay(failures++, reconnect), signal).catch(() => undefined);
    }
  }

  /** One connection, from its opening to its end. @returns why it ended. */
  async #once(url: string): Promise<string> {
    const { clock, openMs, callMs, silentMs, stallMs, probeMs, accept } = this.#options;
    const socket = await JsonRpcSocket.open({ url, clock, openMs, silentMs, signal: this.#stopping.signal });
    const request = (method: string, params: readonly unknown[]) => socket.request(method, params, callMs);
    socket.onNotification = (notification) => this.#subscriptions.notify(notification);
    // Stopped while it is looked at: nobody else knows of this connection yet.
    const leave = () => socket.close('stopped');
    this.#stopping.signal.addEventListener('abort', leave, { once: true });
    if (this.#stopping.signal.aborted) leave();
    let watch: HeadWatch | undefined;
    try {
      await this.#checkGenesis(request, url);
      await accept?.(request);
      this.#subscriptions.connectionChanged();
      watch = new HeadWatch(
        socket,
        { clock, stallMs, probeMs },
        (verdict) => this.#judge(socket, verdict),
        () => {
          if (this.#state === 'stalled') this.#become('connected');
        },
      );
      await this.#watchHeads(socket, watch, callMs);
      await this.#subscriptions.resubscribe(socket, callMs, () => lostError(url));
      if (this.#wanted !== undefined && this.#wanted !== url) return `moving to ${this.#wanted}`;
      this.#endpoints.worked();
      this.#refusal = undefined;
      this.#socket = socket;
      this.#become('connected');
      return await socket.closed;
    } finally {
      this.#advanced = watch?.advanced ?? false;
      watch?.stop();
      this.#stopping.signal.removeEventListener('abort', leave);
      socket.close('given up');
      this.#socket = undefined;
      this.#subscriptions.connectionLost(lostError(url));
    }
  }

  async #checkGenesis(
    request: (method: string, params: readonly unknown[]) => Promise<unknown>,
    url: string,
  ): Promise<void> {
    const genesis = hash32(await request('chain_getBlockHash', [0]), 'genesis');
    this.#genesis ??= genesis;
    if (genesis === this.#genesis) return;
    throw clientError('WRONG_CHAIN', `${url}: expected genesis ${this.#genesis}, got ${genesis}`, {
      url,
      genesis,
    });
  }

  /** A subscription of the connection's own, outside the table: it dies with the connection. */
  async #watchHeads(socket: JsonRpcSocket, watch: HeadWatch, callMs: number): Promise<void> {
    const rest = socket.onNotification;
    const heads: { name?: string } = {};
    socket.onNotification = (notification) => {
      if (notification.subscription === heads.name) watch.heard(notification.result);
      else rest(notification);
    };
    heads.name = String(await socket.request('chain_subscribeNewHeads', [], callMs));
    watch.heard(await socket.request('chain_getHeader', [], callMs));
  }

  #judge(socket: JsonRpcSocket, verdict: 'standing' | 'dead'): void {
    if (verdict === 'dead') {
      socket.close('no new head and no answer');
      return;
    }
    this.#become('stalled');
    // Another endpoint may know more; the only one is kept, since reconnecting to it would change nothing.
    if (this.#endpoints.size > 1) socket.close('no new head');
  }

  #become(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.logger.info({ state, endpoint: this.#endpoint }, 'chain connection');
    for (const listener of this.#listeners) listener(state);
  }
}

function lostError(url: string) {
  return clientError(
    'CONNECTION_LOST',
    `subscription: expected to go on, got the end of the connection to ${url}`,
    { url },
  );
}
