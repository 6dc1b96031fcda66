import { randomBytes } from 'node:crypto';
import { rpcErrors } from './rpc-error.js';

/** Where a subscription's values go. */
export interface Sink {
  readonly id: string;
  /** Sends one value, or keeps it until the client knows the subscription's id. */
  send(result: unknown): void;
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
}

/** Values that wait for the answer to the subscribe request; there are few, the answer is on its way. */
const MAX_WAITING = 64;

class ConnectionSink implements Sink {
  readonly id = randomBytes(8).toString('hex');
  private waiting: unknown[] | undefined = [];
  private readonly cleanUps: (() => void)[] = [];
  private ended = false;

  constructor(
    private readonly notification: string,
    private readonly write: (text: string) => void,
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

  private writeNow(result: unknown): void {
    const params = { subscription: this.id, result };
    this.write(JSON.stringify({ jsonrpc: '2.0', method: this.notification, params }));
  }
}

/** Subscriptions over a WebSocket, at most `limit` at a time. */
export class SocketSubscriptions {
  private readonly sinks = new Map<string, ConnectionSink>();

  constructor(
    private readonly write: (text: string) => void,
    private readonly limit: number,
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
    if (this.sinks.size >= this.limit) throw rpcErrors.tooManySubscriptions(this.limit);
    const sink = new ConnectionSink(notification, this.write, (id) => this.sinks.delete(id));
    this.sinks.set(sink.id, sink);
    return sink;
  }

  private close(id: string): boolean {
    const sink = this.sinks.get(id);
    sink?.end();
    return sink !== undefined;
  }
}

/**
 * The subscriptions that one message asked for. They speak only after the answer to that very message: another
 * message's answer, sent meanwhile, must not let them loose, for clients drop values of an id they do not know yet.
 */
export class SubscriptionScope implements Subscriptions {
  private readonly fresh: ConnectionSink[] = [];

  constructor(
    private readonly openSink: (notification: string) => ConnectionSink,
    readonly close: (id: string) => boolean,
  ) {}

  open(notification: string): Sink {
    const sink = this.openSink(notification);
    this.fresh.push(sink);
    return sink;
  }

  /** Call once the answer that names them is sent. */
  activate(): void {
    for (const sink of this.fresh) sink.activate();
  }
}

/** What an HTTP request has: none. */
export const NO_SUBSCRIPTIONS: Subscriptions = {
  open: () => {
    throw rpcErrors.needsSocket();
  },
  close: () => false,
};
