/** How far who asked for little lately goes before who asked for much, ms of work. */
const CREDIT_MS = 1;
/** A client is a heavy one who has had this much work, ms, more than this share of the time that went by. */
const HEAVY_MS = 20;
const HEAVY_SHARE = 0.05;
/** For how long somebody who asks for little counts as being here, ms. */
const HERE_MS = 1_000;
/** How long heavy clients rest after a slice while somebody who asks for little is here, ms: most moments, and most of
 *  the garbage collector's, are then left for who comes. */
const REST_MS = 1;
/** A slice that had to wait this long for whatever else the event loop does, ms, may last as long as half of that: where the
 *  process has much else to do, or the machine is busy, one short slice a turn of the loop would be next to nothing. */
const LATE_MS = 5;
/** The same where only heavy clients wait: a turn that is so long is not their doing alone, and nobody else is kept by it. */
const HEAVY_LATE_MS = 30;
const LATE_SHARE = 0.5;
const MAX_SLICE_MS = 50;

interface Share {
  /** What waits for its turn. */
  readonly pieces: (() => void)[];
  /** The work it has had, ms on a clock that all clients share. */
  used: number;
  /** Work beyond the share of a client who is not heavy, ms. */
  excess: number;
  /** When its last piece ended. */
  last: number;
}

/**
 * Work of many clients: the next piece is of the one who has had the least time, so who asks for much waits for itself,
 * not others for it. After a slice of time the event loop goes on, so that what others ask meanwhile is heard; while
 * there are such others, those who keep the node busy rest between slices.
 *
 * A piece runs to its end: how long the longest lasts is how long anybody may have to wait.
 */
export class FairTurns {
  /** Clients with pieces that wait, in the order in which they came to wait. */
  private readonly waitingShares = new Map<object, Share>();
  private readonly shares = new WeakMap<object, Share>();
  private readonly gone = new WeakSet<object>();
  /** The time that the one who had least has had: it only grows, and nobody can save up more than the credit. */
  private floor = 0;
  /** When somebody who asks for little was last served. */
  private modestAt = Number.NEGATIVE_INFINITY;
  private rest: NodeJS.Timeout | undefined;
  private scheduled = false;
  /** When the next slice is due. */
  private due = 0;
  private stopped = false;

  constructor(
    private readonly sliceMs = 0.3,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Pieces that wait. */
  get waiting(): number {
    let count = 0;
    for (const { pieces } of this.waitingShares.values()) count += pieces.length;
    return count;
  }

  /** Runs `work` when it is the client's turn, after what the client asked for before. */
  run<T>(client: object, work: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const piece = (): void => {
        try {
          resolve(work());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      if (this.stopped || this.gone.has(client)) return;
      this.shareOf(client).pieces.push(piece);
      this.schedule();
    });
  }

  /** Nothing more is done for a client that is gone: what waits for it never settles. */
  forget(client: object): void {
    this.gone.add(client);
    this.waitingShares.delete(client);
  }

  /** Nothing more is done for anybody. */
  stop(): void {
    this.stopped = true;
    this.waitingShares.clear();
    clearTimeout(this.rest);
  }

  /** A client who had nothing waiting starts beside who had least: a little before, unless it is new here. */
  private shareOf(client: object): Share {
    const waiting = this.waitingShares.get(client);
    if (waiting !== undefined) return waiting;
    const share = this.shares.get(client) ?? { pieces: [], used: this.floor, excess: 0, last: 0 };
    share.used = Math.max(share.used, this.floor - CREDIT_MS);
    this.shares.set(client, share);
    this.waitingShares.set(client, share);
    return share;
  }

  private schedule(): void {
    if (this.scheduled) {
      if (this.rest === undefined || this.onlyHeavy()) return;
      // Who comes now need not wait for the heavy ones' rest.
      clearTimeout(this.rest);
      this.rest = undefined;
    }
    this.scheduled = true;
    this.due = this.now();
    if (this.due - this.modestAt < HERE_MS && this.onlyHeavy()) {
      this.due += REST_MS;
      this.rest = setTimeout(() => this.runSlice(), REST_MS);
    } else setImmediate(() => this.runSlice());
  }

  private onlyHeavy(): boolean {
    for (const { excess } of this.waitingShares.values()) if (excess < HEAVY_MS) return false;
    return true;
  }

  private runSlice(): void {
    this.scheduled = false;
    this.rest = undefined;
    let now = this.now();
    const late = now - this.due;
    const isLate = late >= (this.onlyHeavy() ? HEAVY_LATE_MS : LATE_MS);
    const end = now + (!isLate ? this.sliceMs : Math.min(MAX_SLICE_MS, late * LATE_SHARE));
    while (this.waitingShares.size > 0 && now < end) {
      const started = now;
      const [client, share] = this.next();
      this.floor = Math.max(this.floor, share.used);
      const piece = share.pieces.shift()!;
      // Deleting and setting puts the client last among equals.
      this.waitingShares.delete(client);
      if (share.pieces.length > 0) this.waitingShares.set(client, share);
      piece();
      now = this.now();
      share.used += now - started;
      share.excess = Math.max(0, share.excess - (started - share.last) * HEAVY_SHARE) + (now - started);
      share.last = now;
      if (share.excess < HEAVY_MS) this.modestAt = now;
    }
    if (this.waitingShares.size > 0) this.schedule();
  }

  private next(): [object, Share] {
    let least: [object, Share] | undefined;
    for (const entry of this.waitingShares)
      if (least === undefined || entry[1].used < least[1].used) least = entry;
    return least!;
  }
}
