import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { OpenAnswers, guardConnections } from '@yumanet/service-kit/core';
import { WebSocketServer } from 'ws';
import { ChainError, messageOf } from '../errors.js';
import { Budget } from './budget.js';
import type { RpcClient } from './client.js';
import type { NodeContext } from './context.js';
import type { Dispatcher } from './dispatch.js';
import { handleHttp } from './http-handler.js';
import { isAllowedOrigin } from './origin.js';
import { RateLimit } from './rate-limit.js';
import { rpcErrors } from './rpc-error.js';
import { SocketConnection, type SharedLimits, type SocketLimits } from './socket-connection.js';
import { NO_SUBSCRIPTIONS } from './subscriptions.js';

export interface RpcServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly maxConnections: number;
  /** Of one address; undefined: any number. */
  readonly maxAddressConnections?: number | undefined;
  readonly maxRequestBytes: number;
  readonly socket: SocketLimits;
  /** Subscriptions of all clients together. */
  readonly maxSubscriptions: number;
  /** Bytes that are being read from clients over HTTP, or wait to be read by clients, of all together. */
  readonly maxWaitingBytes: number;
  readonly allowedOrigins: readonly string[];
}

export interface RpcStats {
  /** WebSockets. */
  readonly connections: number;
  readonly subscriptions: number;
  /** Bytes that clients have yet to read. */
  readonly waitingBytes: number;
  /** Requests that wait for their turn. */
  readonly waitingRequests: number;
  /** Clients cut off for not reading, since the start. */
  readonly slowClients: number;
  readonly requests: number;
  /** Errors answered, by code. */
  readonly errors: ReadonlyMap<number, number>;
}

const HEARTBEAT_MS = 30_000;
const HTTP_DEADLINE_MS = 30_000;
const HEADERS_DEADLINE_MS = 10_000;
/** How often the two are looked at. */
const CHECK_MS = 5_000;
/** How long what was asked before may take when the node stops. */
const DRAIN_MS = 8_000;

/** JSON-RPC over HTTP and WebSocket on one port. */
export class RpcServer {
  private readonly http: Server;
  private readonly sockets: WebSocketServer;
  private readonly connections = new Set<SocketConnection>();
  private readonly httpClients = new WeakMap<object, RpcClient>();
  private readonly shared: SharedLimits;
  private readonly answers = new OpenAnswers({
    refuse: (response) => {
      response.writeHead(503, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id: null, error: rpcErrors.stopping() }));
    },
  });
  private heartbeat: NodeJS.Timeout | undefined;
  private slowClients = 0;

  constructor(
    private readonly options: RpcServerOptions,
    private readonly dispatcher: Dispatcher,
    private readonly context: NodeContext,
    private readonly log: (event: string, data: object) => void,
  ) {
    this.shared = {
      subscriptions: new Budget(options.maxSubscriptions),
      bytes: new Budget(options.maxWaitingBytes),
      makeRoom: () => this.cutOffSlowest(),
    };
    const httpLimits = { requestBytes: options.maxRequestBytes, bytes: this.shared.bytes };
    const httpContext = { ...context, subscriptions: NO_SUBSCRIPTIONS, session: undefined };
    const timeouts = {
      requestTimeout: HTTP_DEADLINE_MS,
      headersTimeout: HEADERS_DEADLINE_MS,
      connectionsCheckingInterval: CHECK_MS,
    };
    const listener: RequestListener = (request, response) => {
      if (!isAllowedOrigin(request.headers.origin, options.allowedOrigins)) {
        response.writeHead(403).end();
        return;
      }
      if (request.headers.origin !== undefined) {
        response.setHeader('access-control-allow-origin', request.headers.origin);
        response.setHeader('access-control-allow-headers', 'content-type');
      }
      const client = this.httpClient(request.socket);
      handleHttp(request, response, dispatcher, client, httpContext, httpLimits).catch((error: unknown) => {
        log('http request failed', { error: messageOf(error) });
        response.destroy();
      });
    };
    this.http = createServer(timeouts, this.answers.guard(listener));
    // WebSockets are counted when they are made; plain HTTP gets as many again.
    this.http.maxConnections = 2 * options.maxConnections;
    if (options.maxAddressConnections !== undefined)
      guardConnections(this.http, options.maxAddressConnections);
    this.http.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.sockets = new WebSocketServer({
      noServer: true,
      maxPayload: options.maxRequestBytes,
      // Compression costs more than it saves on one machine, and memory per connection.
      perMessageDeflate: false,
    });
  }

  /** @returns the port it listens on. @throws ChainError PORT_IN_USE. */
  listen(): Promise<number> {
    const { host, port } = this.options;
    return new Promise((resolve, reject) => {
      this.http.once('error', (error: NodeJS.ErrnoException) => {
        const text = `RPC port: expected ${host}:${port} to be free, got ${error.code ?? error.message}`;
        reject(new ChainError('PORT_IN_USE', text, { host, port }));
      });
      this.http.listen(port, host, () => {
        this.heartbeat = setInterval(() => {
          for (const connection of this.connections) connection.heartbeat();
        }, HEARTBEAT_MS);
        resolve((this.http.address() as AddressInfo).port);
      });
    });
  }

  get connectionCount(): number {
    return this.connections.size;
  }

  /** What the server does at the moment, and has done. */
  get stats(): RpcStats {
    const { counts, turns } = this.dispatcher;
    return {
      connections: this.connections.size,
      subscriptions: this.shared.subscriptions.used,
      waitingBytes: this.shared.bytes.used,
      waitingRequests: turns.waiting,
      slowClients: this.slowClients,
      ...counts,
    };
  }

  /** Refuses from now on, answers what it was asked before, then ends all connections. */
  async close(): Promise<void> {
    clearInterval(this.heartbeat);
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    for (const connection of this.connections) connection.drain();
    const deadline = setTimeout(() => {
      for (const connection of this.connections) connection.terminate();
      this.http.closeAllConnections();
    }, DRAIN_MS);
    await this.answers.drain();
    this.http.closeAllConnections();
    await closed;
    clearTimeout(deadline);
    this.dispatcher.turns.stop();
  }

  /** One for as long as the connection is kept alive. */
  private httpClient(socket: object): RpcClient {
    const known = this.httpClients.get(socket);
    if (known !== undefined) return known;
    const { requestsPerSecond } = this.options.socket;
    const client = { rate: requestsPerSecond === undefined ? undefined : new RateLimit(requestsPerSecond) };
    this.httpClients.set(socket, client);
    return client;
  }

  private cutOffSlowest(): void {
    let slowest: SocketConnection | undefined;
    for (const connection of this.connections)
      if (slowest === undefined || connection.waitingBytes > slowest.waitingBytes) slowest = connection;
    slowest?.cutOff();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refuse = (status: string): void =>
      void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    socket.on('error', () => socket.destroy());
    if (!isAllowedOrigin(request.headers.origin, this.options.allowedOrigins)) refuse('403 Forbidden');
    else if (this.connections.size >= this.options.maxConnections) refuse('429 Too Many Requests');
    else {
      this.sockets.handleUpgrade(request, socket, head, (ws) => {
        const onSlow = (): void => {
          this.slowClients++;
          this.log('slow client cut off', { remote: request.socket.remoteAddress });
        };
        const { dispatcher, context, options, shared } = this;
        const connection = new SocketConnection(
          ws,
          socket,
          dispatcher,
          context,
          options.socket,
          shared,
          onSlow,
        );
        this.connections.add(connection);
        ws.on('close', () => this.connections.delete(connection));
      });
    }
  }
}
