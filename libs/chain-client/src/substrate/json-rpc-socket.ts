import { withDeadline, type Clock } from '@yumanet/service-kit';
import { WebSocket } from 'ws';
import { clientError } from '../errors.js';
import { Heartbeat } from './heartbeat.js';
import { rpcError } from './rpc-error.js';

export interface SocketOptions {
  readonly url: string;
  readonly clock: Clock;
  /** Milliseconds until it must be open. */
  readonly openMs: number;
  /** Milliseconds without any sign of the other side, pings included, after which it ends. */
  readonly silentMs: number;
  readonly maxMessageBytes?: number;
  /** Requests under way. Default 1,000. */
  readonly maxRequests?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Notification {
  readonly subscription: string;
  readonly result: unknown;
}

interface Waiting {
  readonly method: string;
  readonly onResult: ((result: unknown) => void) | undefined;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

const MIB = 1024 * 1024;

/** One WebSocket that speaks JSON-RPC. When it ends, it ends for good: everything under way is refused. */
export class JsonRpcSocket {
  readonly url: string;
  /** Resolves with the reason once it has ended. */
  readonly closed: Promise<string>;
  onNotification: (notification: Notification) => void = () => undefined;
  readonly #socket: WebSocket;
  readonly #options: SocketOptions;
  readonly #heartbeat: Heartbeat;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #reason: string | undefined;
  #resolveClosed: (reason: string) => void = () => undefined;

  private constructor(options: SocketOptions, socket: WebSocket) {
    this.url = options.url;
    this.#options = options;
    this.#socket = socket;
    this.closed = new Promise((resolve) => (this.#resolveClosed = resolve));
    const { clock, silentMs } = options;
    const ping = () => {
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    };
    const dead = () => this.#ended(`no sign of life for ${silentMs} ms`);
    this.#heartbeat = new Heartbeat({ clock, silentMs, ping, dead });
    for (const sign of ['ping', 'pong'] as const) socket.on(sign, () => this.#heartbeat.heard());
    socket.on('message', (data) => this.#received(data));
    socket.on('close', (code) => this.#ended(`closed with ${code}`));
    socket.on('error', (error) => this.#ended(error.message));
  }

  /** @throws ServiceError NOT_CONNECTED, DEADLINE_EXCEEDED, CANCELLED */
  static async open(options: SocketOptions): Promise<JsonRpcSocket> {
    const { url, clock, openMs, signal, maxMessageBytes = 64 * MIB } = options;
    const socket = new WebSocket(url, {
      maxPayload: maxMessageBytes,
      handshakeTimeout: openMs,
      perMessageDeflate: false,
    });
    const rpc = new JsonRpcSocket(options, socket);
    const opened = new Promise<void>((resolve) => socket.once('open', () => resolve()));
    const failed = rpc.closed.then((reason) => {
      throw clientError('NOT_CONNECTED', `${url}: expected a connection, got ${reason}`, { url });
    });
    failed.catch(() => undefined);
    try {
      await withDeadline({ clock, ms: openMs, what: url, signal }, () => Promise.race([opened, failed]));
      return rpc;
    } catch (error) {
      rpc.close('not opened in time');
      throw error;
    }
  }

  /**
   * @param onResult told of the result before the next message is read: whoever waits for the promise comes after all that
   *   arrived together.
   * @throws ServiceError RPC_ERROR and its kin, CONNECTION_LOST, DEADLINE_EXCEEDED, TOO_MANY_REQUESTS
   */
  async request(
    method: string,
    params: readonly unknown[],
    ms: number,
    onResult?: (result: unknown) => void,
  ): Promise<unknown> {
    const { clock, maxRequests = 1_000 } = this.#options;
    if (this.#reason !== undefined) throw this.#lost(method, this.#reason);
    if (this.#waiting.size >= maxRequests) {
      throw clientError(
        'TOO_MANY_REQUESTS',
        `${method}: expected at most ${maxRequests} under way, got one more`,
      );
    }
    const id = this.#nextId++;
    try {
      return await withDeadline({ clock, ms, what: `${method} of ${this.url}` }, () => {
        return new Promise((resolve, reject) => {
          this.#waiting.set(id, { method, onResult, resolve, reject });
          this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
        });
      });
    } finally {
      this.#waiting.delete(id);
    }
  }

  /** Requests of a kind of method that wait for their answer. */
  waiting(prefix: string): number {
    return [...this.#waiting.values()].filter(({ method }) => method.startsWith(prefix)).length;
  }

  /** Ends at once, without waiting for the other side: it may be gone. */
  close(reason: string): void {
    this.#ended(reason);
  }

  #received(data: WebSocket.RawData): void {
    this.#heartbeat.heard();
    let message: Record<string, unknown>;
    try {
      // `ws` gives a Buffer unless told otherwise.
      message = JSON.parse((data as Buffer).toString()) as Record<string, unknown>;
    } catch {
      this.#ended('a message that is no JSON');
      return;
    }
    if (typeof message !== 'object' || message === null) return;
    const waiting = this.#waiting.get(message['id'] as number);
    if (waiting) {
      if (message['error'] !== undefined) waiting.reject(rpcError(waiting.method, message['error']));
      else {
        waiting.onResult?.(message['result']);
        waiting.resolve(message['result']);
      }
      return;
    }
    const params = message['params'] as { subscription?: unknown; result?: unknown } | undefined;
    if (typeof params?.subscription === 'string' || typeof params?.subscription === 'number') {
      this.onNotification({ subscription: String(params.subscription), result: params.result });
    }
  }

  #ended(reason: string): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#heartbeat.stop();
    this.#socket.terminate();
    for (const { method, reject } of this.#waiting.values()) reject(this.#lost(method, reason));
    this.#waiting.clear();
    this.#resolveClosed(reason);
  }

  #lost(method: string, reason: string) {
    return clientError('CONNECTION_LOST', `${method}: expected an answer of ${this.url}, got ${reason}`, {
      method,
    });
  }
}
