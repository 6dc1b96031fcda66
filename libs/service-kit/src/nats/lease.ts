import { sleep } from '../clock.js';
import { hasCode, kitError, refusal } from '../errors.js';
import type { Bus } from './bus.js';
import { Table } from './table.js';
import type { MessageType } from './topic.js';

/** What stands in the bucket under the lease's name. */
export interface LeaseRecord {
  /** Who holds it; differs between processes, also of one machine. */
  readonly holder: string;
  /** Revision at which this holder came: grows with every new holder. 0 in its very first write. */
  readonly fence: number;
}

export interface LeaseOptions {
  readonly bucket: string;
  readonly name: string;
  readonly holder: string;
  /** Without renewal the lease ends after this many milliseconds; all holders must agree on it. Default 5,000. */
  readonly ttlMs?: number;
  readonly replicas?: number;
}

/** Held leadership. */
export interface HeldLease {
  /** Give it to whatever the leader writes to: a later leader's is greater. */
  readonly fence: number;
  /** Aborts when the lease is lost, or given up. */
  readonly signal: AbortSignal;
  /** Whether it is surely held now, or `prove` stood in for renewals; also false when this process slept through its end. */
  isHeld(): boolean;
  /**
   * Runs a write that succeeds for the leader alone, because what is written to refuses everybody else by itself: its success is
   * as good as a renewal. So a bucket of leases that is away for a while ends nobody's leadership whose work goes on; its fence
   * stays what it was.
   */
  prove<T>(write: () => Promise<T>): Promise<T>;
  /** Lets the next one in at once. */
  release(): Promise<void>;
}

/** One of many is the leader: a key that ends by itself, kept alive by who holds it. */
export class Lease {
  readonly #bus: Bus;
  readonly #table: Table<LeaseRecord>;
  readonly #name: string;
  readonly #holder: string;
  readonly #ttlMs: number;
  #held: HeldLease | undefined;

  private constructor(bus: Bus, table: Table<LeaseRecord>, options: LeaseOptions, ttlMs: number) {
    this.#bus = bus;
    this.#table = table;
    this.#name = options.name;
    this.#holder = options.holder;
    this.#ttlMs = ttlMs;
  }

  static async create(bus: Bus, options: LeaseOptions): Promise<Lease> {
    const { bucket, ttlMs = 5_000, replicas = 1 } = options;
    // The server's limit for a stream's age.
    if (ttlMs < 500) throw refusal('INVALID_ARGUMENT', 'ttlMs', 'at least 500', ttlMs);
    // A renewal that takes longer than half of the lease is as good as none: the next one may find another leader of the stream.
    const requestMs = Math.min(bus.requestMs, Math.max(1_000, ttlMs / 2));
    const table = await Table.create(bus, { bucket, type: leaseRecordType, ttlMs, replicas, requestMs });
    return new Lease(bus, table, options, ttlMs);
  }

  /** Who holds it now. */
  async holder(): Promise<string | undefined> {
    return (await this.#table.get(this.#name))?.value.holder;
  }

  /** @returns undefined while it is held: by somebody else, or through this object. */
  async tryAcquire(): Promise<HeldLease | undefined> {
    const asked = this.#times();
    try {
      const revision = await this.#table.create(this.#name, { holder: this.#holder, fence: 0 });
      return this.#hold(revision, asked);
    } catch (error) {
      if (!hasCode(error, 'REVISION_CONFLICT')) throw error;
      return this.#takeOwn();
    }
  }

  /** Ours already, when the answer to an earlier attempt was lost, or renewals were: holder names are never shared. */
  async #takeOwn(): Promise<HeldLease | undefined> {
    const row = await this.#table.get(this.#name);
    if (row?.value.holder !== this.#holder || this.#held?.isHeld()) return undefined;
    const asked = this.#times();
    try {
      // Above every fence before it, also that of a holder that has not renewed yet: its fence is its revision.
      const fence = row.revision + 1;
      const revision = await this.#table.update(this.#name, { holder: this.#holder, fence }, row.revision);
      return this.#hold(fence, asked, revision);
    } catch (error) {
      if (hasCode(error, 'REVISION_CONFLICT')) return undefined;
      throw error;
    }
  }

  /** Waits until it is free. @throws ServiceError CANCELLED when the signal aborts. */
  async acquire(signal: AbortSignal): Promise<HeldLease> {
    for (;;) {
      const held = await this.tryAcquire().catch((error: unknown) => {
        if (!hasCode(error, 'UNAVAILABLE', 'DEADLINE_EXCEEDED')) throw error;
        return undefined;
      });
      if (held) return held;
      await sleep(this.#bus.clock, this.#ttlMs / 5, signal);
    }
  }

  #hold(fence: number, asked: Times, revision = fence): HeldLease {
    const controller = new AbortController();
    const state: HeldState = { revision, confirmed: asked, isProven: false };
    const lose = (why: string) => {
      if (controller.signal.aborted) return;
      this.#bus.logger.warn({ lease: this.#name, fence, why }, 'lease lost');
      controller.abort(
        kitError('LEASE_LOST', `lease ${this.#name}: expected to hold it, got ${why}`, { fence }),
      );
    };
    const isHeld = () => {
      if (controller.signal.aborted) return false;
      if (!this.#isOver(state.confirmed)) return true;
      lose('no renewal in time');
      return false;
    };
    void this.#keep(fence, state, isHeld, lose, controller.signal);
    this.#held = {
      fence,
      signal: controller.signal,
      isHeld,
      prove: async (write) => {
        const asked = this.#times();
        const written = await write();
        state.isProven = true;
        confirm(state, asked);
        return written;
      },
      release: async () => {
        const held = isHeld();
        lose('released');
        if (held) await this.#free(fence, state.revision);
      },
    };
    return this.#held;
  }

  async #keep(
    fence: number,
    state: HeldState,
    isHeld: () => boolean,
    lose: (why: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      // Not cancelled by loss: the next look at `isHeld` ends the loop, at most a third of the lease later.
      await sleep(this.#bus.clock, this.#ttlMs / 3, signal).catch(() => undefined);
      if (!isHeld()) return;
      const asked = this.#times();
      try {
        state.revision = await this.#table.update(
          this.#name,
          { holder: this.#holder, fence },
          state.revision,
        );
        confirm(state, asked);
      } catch (error) {
        if (hasCode(error, 'REVISION_CONFLICT')) await this.#afterConflict(fence, state, isHeld, lose);
        else this.#bus.logger.warn({ lease: this.#name, error }, 'lease not renewed');
      }
    }
  }

  /** A renewal whose answer was lost shows as a conflict with ourselves; so does a key that ended while what it protects went on. */
  async #afterConflict(
    fence: number,
    state: HeldState,
    isHeld: () => boolean,
    lose: (why: string) => void,
  ): Promise<void> {
    try {
      const row = await this.#table.get(this.#name);
      // Also lost while it was asked: a key that nobody stands behind would keep others away.
      if (!isHeld()) return;
      if (row?.value.holder === this.#holder && row.value.fence === fence) state.revision = row.revision;
      else if (row === undefined && state.isProven)
        state.revision = await this.#table.create(this.#name, { holder: this.#holder, fence });
      else lose('another holder');
    } catch (error) {
      // What is not known is asked again with the next renewal.
      if (hasCode(error, 'REVISION_CONFLICT')) lose('another holder');
    }
  }

  async #free(fence: number, revision: number): Promise<void> {
    try {
      await this.#table.delete(this.#name, revision);
    } catch (error) {
      if (!hasCode(error, 'REVISION_CONFLICT')) throw error;
      // A renewal that was under way came first.
      const row = await this.#table.get(this.#name);
      if (row?.value.holder === this.#holder && row.value.fence === fence)
        await this.#table.delete(this.#name, row.revision);
    }
  }

  /** Before the request: the server's time for the key begins later, so ours ends earlier. */
  #times(): Times {
    return { monotonic: this.#bus.clock.monotonic(), wall: this.#bus.clock.now() };
  }

  /** Both clocks must agree that there is time left: one stops while a machine sleeps, the other may be set back. */
  #isOver({ monotonic, wall }: Times): boolean {
    const { clock } = this.#bus;
    const limit = this.#ttlMs * 0.9;
    return clock.monotonic() - monotonic >= limit || clock.now() - wall >= limit;
  }
}

interface Times {
  readonly monotonic: number;
  readonly wall: number;
}

interface HeldState {
  revision: number;
  /** When it was surely held last. */
  confirmed: Times;
  /** Something was written that only the leader can write. */
  isProven: boolean;
}

function confirm(state: HeldState, asked: Times): void {
  if (asked.monotonic > state.confirmed.monotonic) state.confirmed = asked;
}

/** JSON: an operator reads it with the nats command. */
const leaseRecordType: MessageType<LeaseRecord> = {
  encode: (record) => ({ finish: () => Buffer.from(JSON.stringify(record)) }),
  decode: (bytes) => {
    const { holder, fence } = JSON.parse(Buffer.from(bytes).toString()) as Partial<LeaseRecord>;
    if (typeof holder !== 'string' || typeof fence !== 'number') throw new TypeError('no lease record');
    return { holder, fence };
  },
};
