import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { Budget } from './budget.js';
import type { RpcClient } from './client.js';
import type { NodeContext } from './context.js';
import { dispatch, idOf, type Dispatcher } from './dispatch.js';
import { RateLimit } from './rate-limit.js';
import { rpcErrors } from './rpc-error.js';
import { endSession, type Session } from './session.js';
import { DescendantDigests } from './spec-v2/descendant-digests.js';
import { SocketSubscriptions } from './subscriptions.js';

export interface SocketLimits {
  /** Subscriptions at a time. */
  readonly subscriptions: number;
  /** Storage keys that subscriptions may watch. */
  readonly watchedKeys: number;
  /** Requests a second; undefined: any number. */
  readonly requestsPerSecond: number | undefined;
  /** Bytes waiting to be sent, or being worked on, above which nothing more is read from the client. */
  readonly highWater: number;
  /** Bytes waiting to be sent above which the client is cut off: it does not read what it asked for. */
  readonly maxBuffered: number;
  /** Requests of one client being worked on. */
  readonly inFlight: number;
}

/** Notifications of one connection that go out at once; what is more takes turns with what others ask. */
const AT_ONCE = 16;
/** Notifications that may wait for their turn: many blocks of as many subscriptions as there may be. */
const MAX_TURNS = 65_536;

/** How long a client has to close its side when the node stops. */
const CLOSE_GRACE_MS = 1_000;

/** For how long a client whose frame was refused may take to read the code, ms. */
const REFUSED_MS = 500;

/** The refusal of a message that came while the node stops: to each request by its id, as far as it can be read. */
function lateAnswer(text: string): unknown {
  const error = rpcErrors.stopping();
  const refusal = (request: unknown) => ({ jsonrpc: '2.0', id: idOf(request), error });
  try {
    const message = JSON.parse(text) as unknown;
    return Array.isArray(message) ? message.map(refusal) : refusal(message);
  } catch {
    return refusal(undefined);
  }
}

/** What all connections share. */
export interface SharedLimits {
  readonly subscriptions: Budget;
  /** Bytes that wait to be sent. */
  readonly bytes: Budget;
  /** Called when there is no room for more bytes: cuts off whom most bytes wait for. */
  readonly makeRoom: () => void;
}

/** One client on a WebSocket: its requests, its subscriptions, and how much of both it may have. */
export class SocketConnection implements RpcClient {
  readonly rate: RateLimit | undefined;
  private readonly subscriptions: SocketSubscriptions;
  private readonly session: Session;
  private inFlight = 0;
  private inFlightBytes = 0;
  /** Bytes taken from the shared budget. */
  private held = 0;
  private paused = false;
  /** Requests that came before the socket could be paused, of a client that has yet to read earlier answers. */
  private readonly heldBack: (() => void)[] = [];
  private alive = true;
  private draining = false;
  private corked = false;
  /** Notifications sent in this turn of the event loop, and those that wait for a turn. */
  private told = 0;
  private toTell = 0;

  constructor(
    private readonly socket: WebSocket,
    /** What the WebSocket writes to. */
    private readonly transport: Duplex,
    private readonly dispatcher: Dispatcher,
    private readonly context: NodeContext,
    private readonly limits: SocketLimits,
    private readonly shared: SharedLimits,
    private readonly onSlow: () => void,
  ) {
    this.rate = limits.requestsPerSecond === undefined ? undefined : new RateLimit(limits.requestsPerSecond);
    this.subscriptions = new SocketSubscriptions(
      (text) => this.tell(text),
      { own: limits.subscriptions, all: shared.subscriptions },
      () => this.congested,
    );
    this.session = {
      chainHeads: new Map(),
      broadcasts: new Map(),
      digests: new DescendantDigests(context.chain.store),
      watchedKeys: new Budget(limits.watchedKeys),
    };
    socket.on('message', (data, isBinary) => void this.onMessage(data as Buffer, isBinary));
    socket.on('pong', () => (this.alive = true));
    socket.on('close', () => this.end());
    // A broken frame or a message over the limit: ws closes the connection with the right code by itself.
    socket.on('error', () => this.refuse());
  }

  /** Bytes that wait for this client to read. */
  get waitingBytes(): number {
    return this.held;
  }

  private get congested(): boolean {
    return this.socket.bufferedAmount > this.limits.highWater;
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

  /** Answers what it was asked before, then ends; what comes meanwhile is refused. */
  drain(): void {
    this.draining = true;
    if (this.inFlight > 0) return;
    this.socket.close(1001, 'the node stops');
    setTimeout(() => this.socket.terminate(), CLOSE_GRACE_MS).unref();
  }

  terminate(): void {
    this.socket.terminate();
  }

  /** Ends the connection of a client that does not read, and forgets what waited for it. */
  cutOff(): void {
    this.onSlow();
    this.socket.terminate();
    this.end();
  }

  /** What the client goes on sending is not read: a message over the limit would be read to its end otherwise. */
  private refuse(): void {
    this.end();
    // After ws, which lets what comes flow into nothing.
    setImmediate(() => this.transport.pause());
    setTimeout(() => this.socket.terminate(), REFUSED_MS).unref();
  }

  private end(): void {
    this.subscriptions.closeAll();
    endSession(this.session);
    this.heldBack.length = 0;
    this.dispatcher.turns.forget(this);
    this.shared.bytes.free(this.held);
    this.held = 0;
  }

  private async onMessage(data: Buffer, isBinary: boolean): Promise<void> {
    if (isBinary) {
      this.write(JSON.stringify({ jsonrpc: '2.0', id: null, error: rpcErrors.invalidRequest() }));
      return;
    }
    if (this.draining) {
      this.write(JSON.stringify(lateAnswer(data.toString())));
      return;
    }
    this.inFlight++;
    this.inFlightBytes += data.length;
    this.adjust();
    if (this.congested || this.heldBack.length > 0) await this.roomToAnswer();
    const scope = this.subscriptions.scope();
    const context = { ...this.context, subscriptions: scope, session: this.session };
    const answer = await dispatch(this.dispatcher, this, context, data.toString());
    this.inFlight--;
    this.inFlightBytes -= data.length;
    if (answer !== undefined) this.write(answer);
    scope.activate();
    this.adjust();
    if (this.draining) this.drain();
  }

  /** Waits behind the requests that wait already. */
  private roomToAnswer(): Promise<void> {
    return new Promise((resolve) => {
      this.heldBack.push(resolve);
      this.adjust();
    });
  }

  /** A block's news to a thousand subscriptions of one client must not keep the others waiting. */
  private tell(textOf: () => string | undefined): void {
    const send = (): void => {
      const text = textOf();
      if (text !== undefined) this.write(text);
    };
    if (this.toTell === 0 && this.told < AT_ONCE) {
      if (this.told++ === 0) process.nextTick(() => (this.told = 0));
      send();
      return;
    }
    if (++this.toTell > MAX_TURNS) {
      this.cutOff();
      return;
    }
    void this.dispatcher.turns.run(this, () => {
      this.toTell--;
      send();
    });
  }

  private write(text: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > this.limits.maxBuffered || !this.hold(text.length)) {
      this.cutOff();
      return;
    }
    this.cork();
    this.socket.send(text, () => {
      this.release(text.length);
      this.adjust();
    });
    this.adjust();
  }

  /** What is written at once goes out at once: a block's news to a thousand subscriptions is not a thousand calls. */
  private cork(): void {
    if (this.corked) return;
    this.corked = true;
    this.transport.cork();
    process.nextTick(() => {
      this.corked = false;
      this.transport.uncork();
    });
  }

  private hold(bytes: number): boolean {
    if (!this.shared.bytes.take(bytes)) {
      this.shared.makeRoom();
      if (this.socket.readyState !== this.socket.OPEN || !this.shared.bytes.take(bytes)) return false;
    }
    this.held += bytes;
    return true;
  }

  private release(bytes: number): void {
    const own = Math.min(bytes, this.held);
    this.held -= own;
    this.shared.bytes.free(own);
  }

  /** Reads no more from a client that does not read, or that asks faster than it is answered. */
  private adjust(): void {
    const full =
      this.inFlight >= this.limits.inFlight || this.inFlightBytes > this.limits.highWater || this.congested;
    // One at a time: its answer may fill the buffer again.
    if (!this.congested) this.heldBack.shift()?.();
    if (full === this.paused) return;
    this.paused = full;
    if (full) this.socket.pause();
    else this.socket.resume();
  }
}
