import type { Hex, Runtime, RuntimeHost } from '@yumanet/frame';
import { BlockBuilder, type BlockParent, type BuiltBlock, type Outcome } from './block/build-block.js';
import { isUnreadable } from '../errors.js';
import type { BlockTime } from './block/clock.js';
import type { TransactionPool } from './pool/pool.js';
import type { PoolTransaction } from './pool/transaction.js';

export interface AuthorOptions {
  /** Bytes of user transactions in one block: Substrate's 5 MB, less the quarter kept for inherents. */
  readonly maxBlockBytes: number;
  /** No more transactions are begun after this long. */
  readonly maxBuildMs: number;
  /** A transaction at which the runtime gave up; it is refused. */
  readonly onRuntimeFault?: (hash: Hex, error: unknown) => void;
}

export interface AuthoredBlock extends BuiltBlock {
  /** Hashes of the pool's transactions in it, in order. */
  readonly transactions: readonly Hex[];
}

/** Long work is cut, so that requests are answered while a full block is made. */
const SLICE_MS = 8;

/** Makes the next block from what the pool has ready. Writes nothing. */
export class Author {
  constructor(
    private readonly runtime: Runtime,
    private readonly host: RuntimeHost,
    private readonly pool: TransactionPool,
    private readonly options: AuthorOptions,
  ) {}

  /** @returns the block and the hashes of the pool's transactions in it, in order. */
  async build(parent: BlockParent, time: BlockTime, withTransactions: boolean): Promise<AuthoredBlock> {
    const builder = new BlockBuilder(parent, this.runtime, this.host, this.options.maxBlockBytes);
    builder.open(time);
    const transactions = withTransactions ? await this.fill(builder) : [];
    return { ...builder.close(), transactions };
  }

  private async fill(builder: BlockBuilder): Promise<Hex[]> {
    const included: Hex[] = [];
    const started = performance.now();
    let sliceEnd = started + SLICE_MS;
    for (const tx of [...this.pool.ready()]) {
      const now = performance.now();
      if (now - started > this.options.maxBuildMs) break;
      if (now > sliceEnd) {
        await new Promise((resolve) => setImmediate(resolve));
        sliceEnd = performance.now() + SLICE_MS;
      }
      if (this.applyOne(builder, tx)) included.push(tx.hash);
    }
    return included;
  }

  private applyOne(builder: BlockBuilder, tx: PoolTransaction): boolean {
    const outcome = this.outcomeOf(builder, tx);
    if (outcome.kind === 'included') return true;
    if (outcome.kind === 'postponed') return false;
    // Its own predecessor may have been left out of this block: that is no fault of the transaction.
    if (outcome.kind === 'invalid' && outcome.reason === 'Future') return false;
    this.pool.refuse(tx.hash);
    return false;
  }

  private outcomeOf(builder: BlockBuilder, tx: PoolTransaction): Outcome {
    try {
      return builder.tryApply(tx.bytes);
    } catch (error) {
      // A state that cannot be read now is not the transaction's fault, nor is there a block without it.
      if (isUnreadable(error)) throw error;
      // The runtime gave up on this one. Whoever sent it must not stop the chain with it.
      this.options.onRuntimeFault?.(tx.hash, error);
      return { kind: 'invalid', reason: 'Call' };
    }
  }
}
