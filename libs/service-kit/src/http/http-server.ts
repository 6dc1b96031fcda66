import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { sleep, systemClock, type Clock } from '../clock.js';
import type { Component, Deadlines } from '../lifecycle.js';
import type { TlsIdentity } from '../tls/tls-identity.js';
import { guardConnections, guardRate } from './http-guard.js';
import { OpenAnswers } from './open-answers.js';

const REQUEST_MS = 30_000;
const HEADERS_MS = 10_000;
/** How often the two are looked at. */
const CHECK_MS = 2_000;
const MAX_CONNECTIONS = 256;
const DRAIN_MS = 8_000;
/** A drain ends by itself before its deadline would end it. */
const SPARE_MS = 1_000;

export interface HttpServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Connections at once; further ones are closed. Default 256. */
  readonly maxConnections?: number;
  /** Of them, those of one address; default all. */
  readonly maxAddressConnections?: number;
  /** Requests a second of one address, twice as many after a pause; default any number. */
  readonly rate?: number;
  /** With it HTTPS; clients need no certificate. */
  readonly tls?: Pick<TlsIdentity, 'cert' | 'key'>;
  /**
   * Milliseconds for which a connection without a request stays open. Default 5,000. A client that sends at the moment in which
   * it is closed sees a failed request: longer where requests must not fail.
   */
  readonly keepAliveMs?: number;
  /** Paths of live events, which have no end: a drain ends them. */
  readonly live?: readonly string[];
  /** Milliseconds that a drain waits for answers under way; what is left then is cut off. Default 8,000. */
  readonly drainMs?: number;
  readonly clock?: Clock;
}

/** Serves what a listener answers over HTTP or HTTPS; every request and its headers have a deadline. */
export class HttpServer implements Component {
  readonly name = 'http-server';
  readonly #server: Server;
  readonly #options: HttpServerOptions;
  readonly #answers: OpenAnswers;
  readonly deadlines: Partial<Deadlines>;
  #closed: Promise<void> | undefined;

  constructor(listener: RequestListener, options: HttpServerOptions) {
    this.#options = options;
    const { tls, rate, clock = systemClock(), maxConnections = MAX_CONNECTIONS } = options;
    this.deadlines = { drain: (options.drainMs ?? DRAIN_MS) + SPARE_MS };
    this.#answers = new OpenAnswers({ live: options.live ?? [] });
    const answered = this.#answers.guard(listener);
    const guarded = rate === undefined ? answered : guardRate(answered, rate, clock);
    const timeouts = {
      requestTimeout: REQUEST_MS,
      headersTimeout: HEADERS_MS,
      connectionsCheckingInterval: CHECK_MS,
    };
    this.#server = tls
      ? createTlsServer({ ...timeouts, ...tls, handshakeTimeout: HEADERS_MS, minVersion: 'TLSv1.2' }, guarded)
      : createServer(timeouts, guarded);
    if (options.keepAliveMs !== undefined) this.#server.keepAliveTimeout = options.keepAliveMs;
    this.#server.maxConnections = maxConnections;
    guardConnections(this.#server, options.maxAddressConnections ?? maxConnections);
  }

  /** After start. */
  get url(): string {
    const { host, tls } = this.#options;
    const { port } = this.#server.address() as AddressInfo;
    return `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  /** @throws Error EADDRINUSE and the like. */
  start(): Promise<void> {
    const { host, port } = this.#options;
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }

  /** Takes no further connection, refuses further requests (503 DRAINING), and gives the answers that had begun. */
  async drain(): Promise<void> {
    if (!this.#server.listening) return;
    void this.#close();
    const { drainMs = DRAIN_MS } = this.#options;
    await Promise.race([this.#answers.drain(), sleep(systemClock({ background: true }), drainMs)]);
  }

  /** Also ends what is being answered, streams among it. */
  stop(): Promise<void> {
    if (this.#closed === undefined && !this.#server.listening) return Promise.resolve();
    const closed = this.#close();
    this.#server.closeAllConnections();
    return closed;
  }

  #close(): Promise<void> {
    return (this.#closed ??= new Promise((resolve) => this.#server.close(() => resolve())));
  }
}
