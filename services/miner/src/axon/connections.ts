import type { Socket } from 'node:net';
import { every, type Clock, type Timer } from '@yumanet/service-kit';
import type { AddressGuard } from './address-guard.js';

export interface ConnectionLimits {
  readonly maxConnections: number;
  readonly maxAddressConnections: number;
  /** Milliseconds within which a connection must have brought a request that was let in. */
  readonly provenMs: number;
  /** Bytes that all connections together may have sent without a request being complete; of one, a quarter of it. */
  readonly maxPendingBytes: number;
}

export interface ConnectionsOptions extends ConnectionLimits {
  readonly clock: Clock;
  readonly guard: AddressGuard;
}

interface Connection {
  readonly socket: Socket;
  readonly address: string;
  readonly since: number;
  /** A request of it was let in. */
  proven: boolean;
  /** Of the bytes that it has sent, those of complete requests. */
  settled: number;
}

const LOOK_MS = 200;
/** Headers and frames around a request's body. */
const OVERHEAD_BYTES = 2_048;

/** The axon's connections: how many, from where, with how much in memory, and which have shown that they are worth it. */
export class Connections {
  readonly #options: ConnectionsOptions;
  /** By peer, `address:port`. */
  readonly #open = new Map<string, Connection>();
  readonly #counts = new Map<string, number>();
  readonly #looking: Timer;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
    this.#looking = every(options.clock, LOOK_MS, () => this.#look());
  }

  get size(): number {
    return this.#open.size;
  }

  /** Takes a connection, or ends it. @returns whether it was taken. */
  add(socket: Socket): boolean {
    const { guard, maxConnections, maxAddressConnections, clock } = this.#options;
    const address = socket.remoteAddress;
    // Errors of a connection are nobody's but its own.
    socket.on('error', () => socket.destroy());
    const count = this.#counts.get(address ?? '') ?? 0;
    const full = this.#open.size >= maxConnections || count >= maxAddressConnections;
    if (address === undefined || full || guard.isBlocked(address)) {
      socket.destroy();
      return false;
    }
    const peer = `${address}:${socket.remotePort}`;
    this.#open.set(peer, { socket, address, since: clock.monotonic(), proven: false, settled: 0 });
    this.#counts.set(address, count + 1);
    socket.once('close', () => {
      this.#open.delete(peer);
      const left = (this.#counts.get(address) ?? 1) - 1;
      if (left === 0) this.#counts.delete(address);
      else this.#counts.set(address, left);
    });
    return true;
  }

  /** A request has come whole, and was let in or not. */
  settle(peer: string, bytes: number, letIn: boolean): void {
    const connection = this.#open.get(peer);
    if (!connection) return;
    connection.proven ||= letIn;
    connection.settled = Math.min(connection.socket.bytesRead, connection.settled + bytes + OVERHEAD_BYTES);
  }

  /** Counts a fault against a connection's address; the address's last is the end of all its connections. */
  fault(peer: string, count: number): void {
    const address = this.#open.get(peer)?.address ?? peer.slice(0, peer.lastIndexOf(':'));
    if (count === 0 || !this.#options.guard.fault(address, count)) return;
    for (const connection of this.#open.values())
      if (connection.address === address) connection.socket.destroy();
  }

  close(): void {
    this.#looking.cancel();
    for (const { socket } of this.#open.values()) socket.destroy();
  }

  #look(): void {
    const { clock, provenMs, maxPendingBytes } = this.#options;
    const now = clock.monotonic();
    let all = 0;
    for (const [peer, connection] of this.#open) {
      const pending = pendingOf(connection);
      if ((!connection.proven && now - connection.since > provenMs) || pending > maxPendingBytes / 4)
        this.#end(peer, connection);
      else all += pending;
    }
    if (all <= maxPendingBytes) return;
    // Those that have shown nothing go first, the largest of them before the others.
    const order = [...this.#open].sort(
      ([, a], [, b]) => Number(a.proven) - Number(b.proven) || pendingOf(b) - pendingOf(a),
    );
    for (const [peer, connection] of order) {
      if (all <= maxPendingBytes) return;
      all -= pendingOf(connection);
      this.#end(peer, connection);
    }
  }

  #end(peer: string, connection: Connection): void {
    connection.socket.destroy();
    if (!connection.proven) this.fault(peer, 1);
  }
}

const pendingOf = ({ socket, settled }: Connection): number => socket.bytesRead - settled;
