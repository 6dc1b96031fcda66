import type { WebSocket } from 'ws';
import type { RpcContext } from './context.js';
import { dispatch, type Dispatcher } from './dispatch.js';
import { rpcErrors } from './rpc-error.js';
import { SocketSubscriptions, type Subscriptions } from './subscriptions.js';

export interface SocketLimits {
  readonly subscriptions: number;
  /** Bytes waiting to be sent above which nothing more is read from the client. */
  readonly highWater: number;
  /** Bytes waiting to be sent above which the client is cut off: it does not read what it asked for. */
  readonly maxBuffered: number;
  /** Requests of one client being worked on. */
  readonly inFlight: number;
}

/** One client on a WebSocket: its requests, its subscriptions, and how much of both it may have. */
export class SocketConnection {
  private readonly subscriptions: SocketSubscriptions;
  private inFlight = 0;
  private paused = false;
  private alive = true;

  constructor(
    private readonly socket: WebSocket,
    private readonly dispatcher: Dispatcher,
    private readonly contextWith: (subscriptions: Subscriptions) => RpcContext,
    private readonly limits: SocketLimits,
    private readonly onSlow: () => void,
  ) {
    this.subscriptions = new SocketSubscriptions((text) => this.write(text), limits.subscriptions);
    socket.on('message', (data, isBinary) => void this.onMessage(data as Buffer, isBinary));
    socket.on('pong', () => (this.alive = true));
    socket.on('close', () => this.subscriptions.closeAll());
    // A broken frame or a message over the limit: ws closes the connection with the right code by itself.
    socket.on('error', () => this.subscriptions.closeAll());
  }

  /** Asks whether the client is still there; ends the connection if it did not answer the last time. */
  heartbeat(): void {
    if (!this.alive) {
      this.socket.terminate();
      return;
    }
    this.alive = false;
    this.socket.ping();
  }

  close(): void {
    this.socket.close(1001, 'the node stops');
  }

  terminate(): void {
    this.socket.terminate();
  }

  private async onMessage(data: Buffer, isBinary: boolean): Promise<void> {
    if (isBinary) {
      this.write(JSON.stringify({ jsonrpc: '2.0', id: null, error: rpcErrors.invalidRequest() }));
      return;
    }
    this.inFlight++;
    this.adjust();
    const scope = this.subscriptions.scope();
    const answer = await dispatch(this.dispatcher, this.contextWith(scope), data.toString());
    this.inFlight--;
    if (answer !== undefined) this.write(answer);
    scope.activate();
    this.adjust();
  }

  private write(text: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > this.limits.maxBuffered) {
      this.onSlow();
      this.socket.terminate();
      return;
    }
    this.socket.send(text, () => this.adjust());
    this.adjust();
  }

  /** Reads no more from a client that does not read, or that asks faster than it is answered. */
  private adjust(): void {
    const full = this.inFlight >= this.limits.inFlight || this.socket.bufferedAmount > this.limits.highWater;
    if (full === this.paused) return;
    this.paused = full;
    if (full) this.socket.pause();
    else this.socket.resume();
  }
}
