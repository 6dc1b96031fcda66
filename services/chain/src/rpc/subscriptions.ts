import { randomBytes } from 'node:crypto';
import type { Budget } from './budget.js';
import { rpcErrors } from './rpc-error.js';
import { jsonOf } from './verbatim.js';

/** Where a subscription's values go. */
export interface Sink {
  readonly id: string;
  /** Sends one value, or keeps it until the client knows the subscription's id. */
  send(result: unknown): void;
  /** Whether the client has yet to read much of what it was sent: what can wait should. */
  congested(): boolean;
  /** Run when the subscription ends, whoever ends it. */
  onEnd(cleanUp: () => void): void;
  end(): void;
}

/** The subscriptions of one connection. */
export interface Subscriptions {
  /** @throws RpcError when the connection has too many, or cannot have any. */
  open(notification: string): Sink;
  /** Ends one. @returns whether there was one of that id. */
  close(id: string): boolean;
  /** Runs once the answer to the message is sent: what is said of an id before the client knows it is lost. */
  readonly afterAnswer: (run: () => void) => void;
}

/** Values that wait for the answer to the subscribe request; there are few, the answer is on its way. */
const MAX_WAITING = 64;

/** Sends a text, now or when it is the client's turn, always in the order of the calls; undefined: there is none any more. */
export type Deliver = (text: () => string | undefined) => void;

class ConnectionSink implements Sink {
  readonly id = randomBytes(8).toString('hex');
  private waiting: unknown[] | undefined = [];
  private readonly cleanUps: (() => void)[] = [];
  private ended = false;
  private unwanted = false;

  constructor(
    private readonly notification: string,
    private readonly deliver: Deliver,
    readonly congested: () => boolean,
    private readonly onEnded: (id: string) => void,
  ) {}

  send(result: unknown): void {
    if (this.ended) return;
    if (this.waiting === undefined) this.writeNow(result);
    else if (this.waiting.length < MAX_WAITING) this.waiting.push(result);
    else this.end();
  }

  activate(): void {
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    for (const result of waiting) this.writeNow(result);
  }

  onEnd(cleanUp: () => void): void {
    if (this.ended) cleanUp();
    else this.cleanUps.push(cleanUp);
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    for (const cleanUp of this.cleanUps) cleanUp();
    this.onEnded(this.id);
  }

  /** The client ended it: it expects nothing more, not even what is on its way. */
  unsubscribe(): void {
    this.unwanted = true;
    this.end();
  }

  private writeNow(result: unknown): void {
    this.deliver(() => {
      if (this.unwanted) return undefined;
      const params = `{"subscription":"${this.id}","result":${jsonOf(result)}}`;
      return `{"jsonrpc":"2.0","method":"${this.notification}","params":${params}}`;
    });
  }
}

export interface SubscriptionLimits {
  /** Of one connection. */
  readonly own: number;
  /** Of all connections together. */
  readonly all: Budget;
}

/** Subscriptions over a WebSocket, as many at a time as its limits say. */
export class SocketSubscriptions {
  private readonly sinks = new Map<string, ConnectionSink>();

  constructor(
    private readonly deliver: Deliver,
    private readonly limits: SubscriptionLimits,
    private readonly congested: () => boolean = () => false,
  ) {}

  get size(): number {
    return this.sinks.size;
  }

  /** What one message of the client may open and close. */
  scope(): SubscriptionScope {
    return new SubscriptionScope(
      (notification) => this.open(notification),
      (id) => this.close(id),
    );
  }

  closeAll(): void {
    for (const sink of [...this.sinks.values()]) sink.end();
  }

  private open(notification: string): ConnectionSink {
    const { own, all } = this.limits;
    if (this.sinks.size >= own) throw rpcErrors.tooManySubscriptions(own);
    if (!all.take(1)) throw rpcErrors.tooManySubscriptions(all.limit, ' (all connections)');
    const sink = new ConnectionSink(notification, this.deliver, this.congested, (id) => {
      this.sinks.delete(id);
      all.free(1);
    });
    this.sinks.set(sink.id, sink);
    return sink;
  }

  private close(id: string): boolean {
    const sink = this.sinks.get(id);
    sink?.unsubscribe();
    return sink !== undefined;
  }
}

/**
 * The subscriptions that one message asked for. They speak only after the answer to that very message: another
 * message's answer, sent meanwhile, must not let them loose, for clients drop values of an id they do not know yet.
 */
export class SubscriptionScope implements Subscriptions {
  private readonly fresh: ConnectionSink[] = [];
  private readonly later: (() => void)[] = [];

  constructor(
    private readonly openSink: (notification: string) => ConnectionSink,
    readonly close: (id: string) => boolean,
  ) {}

  open(notification: string): Sink {
    const sink = this.openSink(notification);
    this.fresh.push(sink);
    return sink;
  }

  readonly afterAnswer = (run: () => void): void => void this.later.push(run);

  /** Call once the answer that names them is sent. */
  activate(): void {
    for (const sink of this.fresh) sink.activate();
    for (const run of this.later) run();
  }
}

/** What an HTTP request has: none. */
export const NO_SUBSCRIPTIONS: Subscriptions = {
  open: () => {
    throw rpcErrors.needsSocket();
  },
  close: () => false,
  afterAnswer: (run) => void setImmediate(run),
};
