/** When blocks are made. One file, three ways; each knows only "seal now" and "what is there to seal". */

export type SealingMode = 'interval' | 'instant' | 'manual';

export interface SealingDependencies {
  /** Makes a block; settles when it is written, with the number of transactions in it. */
  readonly seal: () => Promise<number>;
  /** Whether the pool has something ready. */
  readonly hasReady: () => boolean;
  /** Whether a block with users' transactions is not final yet. */
  readonly hasUnfinalised: () => boolean;
}

export interface Sealing {
  start(): void;
  /** The pool has something ready. */
  onReady(): void;
  stop(): void;
}

export interface SealingOptions {
  readonly blockTimeMs: number;
  readonly followMs: number;
  /** Share of the time since it was last asked in which this process was busy; with it, the beat of `interval` is adaptive. */
  readonly busyShare?: (() => number) | undefined;
}

export function createSealing(
  mode: SealingMode,
  options: SealingOptions,
  deps: SealingDependencies,
): Sealing {
  switch (mode) {
    case 'interval':
      return new IntervalSealing(options.blockTimeMs, options.busyShare, deps);
    case 'instant':
      return new InstantSealing(options.followMs, deps);
    case 'manual':
      return { start() {}, onReady() {}, stop() {} };
  }
}

/** Busier than this in a beat, the process has no time for more blocks; idler than that, it has. */
const BUSY = 0.9;
const IDLE = 0.7;
/** Between two blocks, at most, as far as beats are left out: who wants slower ones has them anyway. */
const SLOWEST_MS = 1_000;

/**
 * A block every so often, on a fixed beat: one that is late does not delay the ones after it.
 *
 * An adaptive one makes way: whoever follows the chain in the same process has things to do within some blocks, and where blocks
 * take all of its time it does none of them. Then one beat more is left out after each block, until there is time again.
 */
class IntervalSealing implements Sealing {
  private timer: NodeJS.Timeout | undefined;
  private due = 0;
  /** Beats to leave out. */
  private rest = 0;
  private stopped = false;

  constructor(
    private readonly blockTimeMs: number,
    private readonly busyShare: (() => number) | undefined,
    private readonly deps: SealingDependencies,
  ) {}

  start(): void {
    this.due = performance.now();
    this.schedule();
  }

  onReady(): void {}

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private schedule(): void {
    const now = performance.now();
    const missed = Math.max(0, Math.floor((now - this.due) / this.blockTimeMs));
    this.due += (missed + 1 + this.rest) * this.blockTimeMs;
    this.timer = setTimeout(() => void this.beat(), this.due - now);
  }

  private async beat(): Promise<void> {
    await this.deps.seal();
    const share = this.busyShare?.() ?? 0;
    const most = Math.max(0, Math.floor(SLOWEST_MS / this.blockTimeMs) - 1);
    if (share > BUSY) this.rest = Math.min(most, this.rest + 1);
    else if (share < IDLE) this.rest = Math.max(0, this.rest - 1);
    if (!this.stopped) this.schedule();
  }
}

/** A block as soon as there is something for it, and empty ones after it until it is final. */
class InstantSealing implements Sealing {
  private timer: NodeJS.Timeout | undefined;
  private sealing = false;
  private stopped = false;

  constructor(
    private readonly followMs: number,
    private readonly deps: SealingDependencies,
  ) {}

  start(): void {
    if (this.deps.hasReady()) this.onReady();
  }

  onReady(): void {
    if (this.sealing || this.stopped) return;
    this.sealing = true;
    clearTimeout(this.timer);
    // What arrives in the same turn of the event loop shares the block.
    setImmediate(() => void this.sealOnce());
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async sealOnce(): Promise<void> {
    if (this.stopped) return;
    const included = await this.deps.seal();
    this.sealing = false;
    if (this.deps.hasReady() && included > 0) this.onReady();
    else this.follow();
  }

  private follow(): void {
    // Something ready that did not fit into an empty block is tried again at the follower's pace, not at once.
    const wanted = (): boolean => this.deps.hasUnfinalised() || this.deps.hasReady();
    if (this.stopped || !wanted()) return;
    this.timer = setTimeout(() => {
      if (this.sealing || !wanted()) return;
      this.sealing = true;
      void this.sealOnce();
    }, this.followMs);
  }
}
