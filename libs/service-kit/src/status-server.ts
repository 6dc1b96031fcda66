import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { systemClock, type Clock } from './clock.js';
import type { Health } from './health.js';
import { guardConnections, guardRate } from './http/http-guard.js';
import type { Component } from './lifecycle.js';
import { PROFILE_PATH, ProfileRoute } from './profile-route.js';

export interface StatusServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly health: Health;
  readonly metrics: Registry;
  /** Also serve `/debug/profile/{cpu,heap}?seconds=N`: who reaches the port can then slow the process down. */
  readonly profiles?: boolean;
  readonly clock?: Clock;
}

/** Requests a second of one address: many scrapers, and no flood. */
const RATE = 100;
const MAX_CONNECTIONS = 64;
const MAX_ADDRESS_CONNECTIONS = 32;
const REQUEST_MS = 5_000;

/** HTTP for operators: /metrics (Prometheus), /healthz (alive), /readyz (ready), profiles. GET only, no bodies. */
export class StatusServer implements Component {
  readonly name = 'status-server';
  readonly #options: StatusServerOptions;
  readonly #server: Server;
  readonly #profiles: ProfileRoute | undefined;

  constructor(options: StatusServerOptions) {
    this.#options = options;
    this.#profiles = options.profiles === true ? new ProfileRoute() : undefined;
    const listener = (request: IncomingMessage, response: ServerResponse) =>
      void this.#answer(request, response);
    this.#server = createServer(
      { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, connectionsCheckingInterval: 1_000 },
      guardRate(listener, RATE, options.clock ?? systemClock()),
    );
    this.#server.maxConnections = MAX_CONNECTIONS;
    guardConnections(this.#server, MAX_ADDRESS_CONNECTIONS);
  }

  /** The port in use; after start. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#options.port, this.#options.host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }

  stop(): Promise<void> {
    if (!this.#server.listening) return Promise.resolve();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { health, metrics } = this.#options;
    const path = (request.url ?? '').split('?')[0] ?? '';
    const json = (ok: boolean, body: unknown) =>
      send(response, ok ? 200 : 503, 'application/json', JSON.stringify(body));
    if (request.method !== 'GET') {
      send(response, 405, 'text/plain', 'GET only\n');
      return;
    }
    if (this.#profiles !== undefined && path.startsWith(PROFILE_PATH)) {
      await this.#profiles.answer(request.url ?? '', response).catch(() => response.destroy());
      return;
    }
    switch (path) {
      case '/healthz':
        json(health.report().alive, health.report());
        return;
      case '/readyz':
        json(health.report().ready, health.report());
        return;
      case '/metrics':
        try {
          send(response, 200, metrics.contentType, await metrics.metrics());
        } catch {
          send(response, 500, 'text/plain', 'a metric could not be collected\n');
        }
        return;
      default:
        send(response, 404, 'text/plain', 'expected /metrics, /healthz or /readyz\n');
    }
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}
