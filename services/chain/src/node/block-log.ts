import { ChainError } from '../errors.js';
import type { Block } from './block/block.js';
import type { ChainStore } from './state/chain-store.js';

/**
 * The finalised blocks of a chain, in order: once a block is in the log, it is the block of its height for ever.
 * A node finalises by appending, and only what the log has taken is final.
 */
export interface BlockLog {
  /** Number of the newest block in it. */
  readonly height: number;
  /**
   * Appends the next block; settles when nothing can take it back.
   *
   * @throws ChainError BLOCK_INVALID when it is not the next one.
   */
  append(block: Block): Promise<void>;
  /** The block of that height, or undefined above the log's height. */
  read(number: number): Promise<Block | undefined>;
}

/** The log of a single node: blocks that its own store holds, up to the finality mark. */
export class LmdbBlockLog implements BlockLog {
  constructor(private readonly store: ChainStore) {}

  get height(): number {
    return this.store.finalised;
  }

  append(block: Block): Promise<void> {
    return Promise.resolve().then(() => this.appendNow(block.header.number));
  }

  private appendNow(number: number): void {
    if (number !== this.height + 1) {
      throw new ChainError('BLOCK_INVALID', `block log: expected block ${this.height + 1}, got ${number}`);
    }
    this.store.finalise(number);
  }

  read(number: number): Promise<Block | undefined> {
    return Promise.resolve(number > this.height ? undefined : this.store.block(number));
  }
}
