import type { Block } from './block/block.js';
import type { BlockLog } from './block-log.js';
import type { Clock } from './block/clock.js';

export interface FinalityOptions {
  /** A block is final when this many blocks stand on it; at least 1. */
  readonly lag: number;
  /**
   * And not before this long after it was made: a client that gets "in block" and "finalised" in one breath may
   * never see the first (@polkadot/api drops it).
   */
  readonly minDelayMs: number;
}

interface Waiting {
  readonly block: Block;
  readonly madeAt: number;
}

/** Decides when a block is final, and makes it so by appending it to the log. */
export class Finality {
  private readonly waiting: Waiting[] = [];
  private head = 0;
  private timer: NodeJS.Timeout | undefined;
  private queue: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly log: BlockLog,
    private readonly options: FinalityOptions,
    private readonly clock: Clock,
    private readonly onFinalised: (block: Block) => void,
    private readonly onFailed: (error: unknown) => void,
  ) {}

  onImported(block: Block): void {
    this.head = block.header.number;
    this.waiting.push({ block, madeAt: this.clock.now() });
    this.advance();
  }

  /** Makes everything up to a block final now, whatever stands on it. */
  async finaliseUpTo(number: number): Promise<void> {
    while ((this.waiting[0]?.block.header.number ?? Infinity) <= number) this.take();
    await this.queue;
  }

  /** Waits for what is being written; no more blocks become final. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.queue;
  }

  private advance(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (let first = this.waiting[0]; first !== undefined; first = this.waiting[0]) {
      if (this.stopped || first.block.header.number + this.options.lag > this.head) return;
      const wait = first.madeAt + this.options.minDelayMs - this.clock.now();
      if (wait > 0) {
        this.timer = setTimeout(() => this.advance(), wait);
        return;
      }
      this.take();
    }
  }

  private take(): void {
    const { block } = this.waiting.shift()!;
    this.queue = this.queue
      .then(() => this.log.append(block))
      .then(() => this.onFinalised(block), this.onFailed);
  }
}
