import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { ChainError, messageOf } from '../errors.js';
import type { RpcContext } from './context.js';
import type { Dispatcher } from './dispatch.js';
import { handleHttp } from './http-handler.js';
import { isAllowedOrigin } from './origin.js';
import { SocketConnection, type SocketLimits } from './socket-connection.js';
import { NO_SUBSCRIPTIONS } from './subscriptions.js';

export interface RpcServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly maxConnections: number;
  readonly maxRequestBytes: number;
  readonly socket: SocketLimits;
  readonly allowedOrigins: readonly string[];
}

const HEARTBEAT_MS = 30_000;
const HTTP_DEADLINE_MS = 30_000;
/** How long clients have to close their side when the node stops. */
const CLOSE_GRACE_MS = 1000;

/** JSON-RPC over HTTP and WebSocket on one port. */
export class RpcServer {
  private readonly http: Server;
  private readonly sockets: WebSocketServer;
  private readonly connections = new Set<SocketConnection>();
  private heartbeat: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: RpcServerOptions,
    private readonly dispatcher: Dispatcher,
    private readonly context: Omit<RpcContext, 'subscriptions'>,
    private readonly log: (event: string, data: object) => void,
  ) {
    const httpContext = { ...context, subscriptions: NO_SUBSCRIPTIONS };
    this.http = createServer((request, response) => {
      if (!isAllowedOrigin(request.headers.origin, options.allowedOrigins)) {
        response.writeHead(403).end();
        return;
      }
      if (request.headers.origin !== undefined) {
        response.setHeader('access-control-allow-origin', request.headers.origin);
        response.setHeader('access-control-allow-headers', 'content-type');
      }
      handleHttp(request, response, dispatcher, httpContext, options.maxRequestBytes).catch(
        (error: unknown) => {
          log('http request failed', { error: messageOf(error) });
          response.destroy();
        },
      );
    });
    this.http.requestTimeout = HTTP_DEADLINE_MS;
    this.http.headersTimeout = HTTP_DEADLINE_MS;
    // WebSockets are counted when they are made; plain HTTP gets as many again.
    this.http.maxConnections = 2 * options.maxConnections;
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

  async close(): Promise<void> {
    clearInterval(this.heartbeat);
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    for (const connection of this.connections) connection.close();
    this.http.closeIdleConnections();
    const deadline = setTimeout(() => {
      for (const connection of this.connections) connection.terminate();
      this.http.closeAllConnections();
    }, CLOSE_GRACE_MS);
    await closed;
    clearTimeout(deadline);
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refuse = (status: string): void =>
      void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
    socket.on('error', () => socket.destroy());
    if (!isAllowedOrigin(request.headers.origin, this.options.allowedOrigins)) refuse('403 Forbidden');
    else if (this.connections.size >= this.options.maxConnections) refuse('429 Too Many Requests');
    else {
      this.sockets.handleUpgrade(request, socket, head, (ws) => {
        const connection = new SocketConnection(
          ws,
          this.dispatcher,
          (subscriptions) => ({ ...this.context, subscriptions }),
          this.options.socket,
          () => this.log('slow client cut off', { remote: request.socket.remoteAddress }),
        );
        this.connections.add(connection);
        ws.on('close', () => this.connections.delete(connection));
      });
    }
  }
}
