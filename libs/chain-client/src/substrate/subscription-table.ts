import { isServiceError, type Status } from '@yumanet/service-kit';
import type { JsonRpcSocket, Notification } from './json-rpc-socket.js';

export interface Subscription {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly callback: (error: Error | null, result: unknown) => void;
}

const CONNECTION_FAILURES: readonly Status[] = ['UNAVAILABLE', 'DEADLINE_EXCEEDED'];

/** Names of an endpoint's subscriptions change with every connection; ours stay. */
export class SubscriptionTable {
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #remoteOf = new Map<string, string>();
  readonly #localOf = new Map<string, string>();
  /** What came before the answer that names its subscription. */
  #early: Notification[] = [];
  #next = 1;

  get size(): number {
    return this.#subscriptions.size;
  }

  /** Forgets names of the connection before. */
  connectionChanged(): void {
    this.#remoteOf.clear();
    this.#localOf.clear();
    this.#early = [];
  }

  /** Subscribes on this connection. @returns our name. */
  async subscribe(socket: JsonRpcSocket, subscription: Subscription, ms: number): Promise<string> {
    const local = `s${this.#next++}`;
    // At once: a client that was busy reads the answer, and all that follows it, in one go.
    await socket.request(subscription.method, subscription.params, ms, (remote) => {
      this.#subscriptions.set(local, subscription);
      this.#bind(local, String(remote));
    });
    return local;
  }

  /**
   * Subscribes again after a change of connection. Those of submitted extrinsics end instead: submitting again is the sender's
   * decision.
   */
  async resubscribe(socket: JsonRpcSocket, ms: number, lost: () => Error): Promise<void> {
    for (const [local, subscription] of this.#subscriptions) {
      if (subscription.method.startsWith('author_')) {
        this.#subscriptions.delete(local);
        subscription.callback(lost(), undefined);
        continue;
      }
      try {
        await socket.request(subscription.method, subscription.params, ms, (remote) => {
          // It may have been cancelled meanwhile.
          if (this.#subscriptions.has(local)) this.#bind(local, String(remote));
        });
      } catch (error) {
        if (!isServiceError(error) || CONNECTION_FAILURES.includes(error.status)) throw error;
        // This endpoint does not serve it: its own end, not the connection's.
        this.#subscriptions.delete(local);
        subscription.callback(error, undefined);
      }
    }
  }

  /** @returns the endpoint's name of it, if it has one now. */
  remove(local: string): string | undefined {
    const remote = this.#remoteOf.get(local);
    this.#subscriptions.delete(local);
    this.#remoteOf.delete(local);
    if (remote !== undefined) this.#localOf.delete(remote);
    return remote;
  }

  notify(notification: Notification): void {
    const local = this.#localOf.get(notification.subscription);
    if (local === undefined) {
      this.#early = [...this.#early.slice(-99), notification];
      return;
    }
    this.#subscriptions.get(local)?.callback(null, notification.result);
  }

  /** Ends those that cannot be made again on another connection. */
  connectionLost(error: Error): void {
    this.connectionChanged();
    for (const [local, { method, callback }] of this.#subscriptions) {
      if (!method.startsWith('author_')) continue;
      this.#subscriptions.delete(local);
      callback(error, undefined);
    }
  }

  #bind(local: string, remote: string): void {
    this.#remoteOf.set(local, remote);
    this.#localOf.set(remote, local);
    const early = this.#early.filter(({ subscription }) => subscription === remote);
    this.#early = this.#early.filter(({ subscription }) => subscription !== remote);
    for (const { result } of early) this.#subscriptions.get(local)?.callback(null, result);
  }
}
