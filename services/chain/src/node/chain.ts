import type { Hex, Runtime, RuntimeHost } from '@yumanet/frame';
import type { SnapshotStore } from '@yumanet/subtensor';
import { ChainError } from '../errors.js';
import { Author, type AuthorOptions } from './author.js';
import type { Block } from './block/block.js';
import type { BlockParent } from './block/build-block.js';
import { nextBlockTime, type Clock } from './block/clock.js';
import { readSlot, timestampOf } from './block/block-time.js';
import type { BlockLog } from './block-log.js';
import { ChainEventHub } from './chain-events.js';
import { EpochInputs } from './epochs/epoch-inputs.js';
import { Finality, type FinalityOptions } from './finality.js';
import { TransactionPool, type PoolLimits } from './pool/pool.js';
import { RuntimeApi } from './runtime/runtime-api.js';
import { createSealing, type Sealing, type SealingMode } from './sealing.js';
import type { SignatureVerifier } from './signatures/signature-verifier.js';
import type { ChainStore } from './state/chain-store.js';
import { Overlay } from './state/overlay.js';

export interface ChainOptions {
  readonly sealing: SealingMode;
  readonly blockTimeMs: number;
  /** How long after a block with transactions the empty one follows (instant sealing). */
  readonly followMs: number;
  readonly finality: FinalityOptions;
  readonly author: AuthorOptions;
  /** Blocks carry slot after slot instead of the clock's time: the same extrinsics give the same chain. */
  readonly simulatedTime: boolean;
  /** Timestamp that simulated time begins at, milliseconds. */
  readonly startTimeMs: bigint;
  readonly poolLimits?: PoolLimits;
}

export interface ChainDependencies {
  readonly runtime: Runtime;
  readonly store: ChainStore;
  readonly log: BlockLog;
  readonly verifier: SignatureVerifier;
  readonly clock: Clock;
  /** What the runtime reports its epochs to. */
  readonly snapshots?: SnapshotStore;
  /** The chain cannot go on (disk full, store broken, a block that does not hold): the process should end. */
  readonly onFatal: (error: unknown) => void;
}

/** One chain: makes blocks, writes them, makes them final, tells about them. */
export class Chain {
  readonly events = new ChainEventHub();
  readonly pool: TransactionPool;
  readonly host: RuntimeHost;
  /** The inputs of each block's epochs. */
  readonly epochs: EpochInputs;
  private readonly author: Author;
  private readonly finality: Finality;
  private readonly sealing: Sealing;
  private readonly slotMs: bigint;
  private queue: Promise<unknown> = Promise.resolve();
  private lastUserBlock = 0;
  private stopped = false;
  /** The pool's transactions of blocks that are not final yet, by block number. */
  private readonly transactions = new Map<number, readonly Hex[]>();

  constructor(
    private readonly options: ChainOptions,
    private readonly deps: ChainDependencies,
  ) {
    const { runtime, store, verifier, clock, log } = deps;
    this.host = {
      verifySignature: (kind, signature, message, signer) =>
        verifier.verifyNow({ kind, signature, message, signer }),
    };
    this.epochs = new EpochInputs({ runtime, host: this.host, store, snapshots: deps.snapshots });
    this.pool = new TransactionPool({
      runtime,
      verifier,
      clock,
      head: () => ({ number: store.head, hash: store.hashOf(store.head)!, state: store.stateAt(store.head) }),
      onReady: () => this.sealing.onReady(),
      ...(options.poolLimits === undefined ? {} : { limits: options.poolLimits }),
    });
    this.author = new Author(runtime, this.host, this.pool, options.author);
    this.finality = new Finality(
      log,
      options.finality,
      clock,
      (block) => this.onFinalised(block),
      (error) => this.fail(error),
    );
    this.sealing = createSealing(options.sealing, options, {
      seal: () =>
        this.seal().then(
          (block) => this.transactions.get(block.header.number)?.length ?? 0,
          () => 0,
        ),
      hasReady: () => this.pool.readyCount > 0,
      hasUnfinalised: () => store.finalised < this.lastUserBlock,
    });
    const api = new RuntimeApi(runtime, new Overlay(store.stateAt(store.head)), this.host);
    this.slotMs = api.slotDuration();
  }

  get store(): ChainStore {
    return this.deps.store;
  }

  get runtime(): Runtime {
    return this.deps.runtime;
  }

  get sealingMode(): SealingMode {
    return this.options.sealing;
  }

  start(): void {
    this.sealing.start();
  }

  /** No more blocks; what is being written is written. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.sealing.stop();
    await this.queue.catch(() => undefined);
    await this.finality.stop();
  }

  /**
   * Makes the next block. Calls wait for each other.
   *
   * @throws ChainError when it cannot be made or written; the chain has then also reported itself as failed.
   */
  seal(options: { readonly withTransactions?: boolean } = {}): Promise<Block> {
    const next = this.queue.catch(() => undefined).then(() => this.sealNow(options.withTransactions ?? true));
    this.queue = next;
    return next;
  }

  /** Makes a block and everything below it final now. */
  async finaliseUpTo(number: number): Promise<void> {
    await this.finality.finaliseUpTo(number);
  }

  private async sealNow(withTransactions: boolean): Promise<Block> {
    if (this.stopped)
      throw new ChainError('RUNTIME_FAILED', 'sealing: expected a running chain, got one that stops');
    try {
      const parent = this.parent();
      const { block, changes, tree, transactions } = await this.author.build(
        parent,
        this.nextTime(),
        withTransactions,
      );
      this.store.commit(block, changes, tree);
      this.epochs.onBlock(block);
      if (transactions.length > 0) {
        this.lastUserBlock = block.header.number;
        this.transactions.set(block.header.number, transactions);
      }
      this.pool.onBlock(block, transactions);
      this.events.emit('imported', { block, changes, transactions });
      this.finality.onImported(block);
      return block;
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  private parent(): BlockParent {
    const number = this.store.head;
    return {
      hash: this.store.hashOf(number)!,
      number,
      state: this.store.stateAt(number),
      computeTree: (changes) => this.store.tree.update(changes),
    };
  }

  private nextTime() {
    const number = this.store.head;
    const { startTimeMs, simulatedTime } = this.options;
    const parentMs =
      timestampOf(this.store.stateAt(number)) ??
      (readSlot(this.store.header(number)!) ?? startTimeMs / this.slotMs) * this.slotMs;
    return nextBlockTime(
      parentMs < startTimeMs && simulatedTime ? startTimeMs : parentMs,
      simulatedTime ? undefined : BigInt(this.deps.clock.now()),
      this.slotMs,
    );
  }

  private onFinalised(block: Block): void {
    const { number } = block.header;
    const transactions = this.transactions.get(number) ?? [];
    this.transactions.delete(number);
    this.pool.onFinalised(block, transactions);
    this.events.emit('finalised', { block, transactions });
  }

  private fail(error: unknown): void {
    this.stopped = true;
    this.sealing.stop();
    this.deps.onFatal(error);
  }
}
