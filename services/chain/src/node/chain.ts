import type { Hex, Runtime, RuntimeHost } from '@yumanet/frame';
import type { SnapshotStore } from '@yumanet/subtensor';
import { toHex } from '../bytes.js';
import { ChainError, isUnreadable } from '../errors.js';
import { Author, type AuthorOptions, type AuthoredBlock } from './author.js';
import type { Block } from './block/block.js';
import { BlockTraces } from './block-traces.js';
import { nextBlockTime, type Clock } from './block/clock.js';
import { AURA_CURRENT_SLOT, TIMESTAMP_NOW, readSlot, timeOfState } from './block/block-time.js';
import type { BlockLog } from './block-log.js';
import { ChainEventHub } from './chain-events.js';
import { ChainSnapshots } from './chain-snapshots.js';
import { EpochInputs } from './epochs/epoch-inputs.js';
import { Finality, type FinalityOptions } from './finality.js';
import { importBlock, newestParent } from './import-block.js';
import { PoolError } from './pool/pool-error.js';
import { TransactionPool, type PoolLimits } from './pool/pool.js';
import type { StatusListener } from './pool/status-board.js';
import { isSigned, transactionHash } from './pool/transaction.js';
import type { NodeAddress, Role } from './role.js';
import { RuntimeApi } from './runtime/runtime-api.js';
import { createSealing, type Sealing, type SealingMode } from './sealing.js';
import { ImpersonatingVerifier } from './signatures/impersonating-verifier.js';
import type { SignatureVerifier } from './signatures/signature-verifier.js';
import type { ChainStore } from './state/chain-store.js';
import { Overlay, type StateChanges } from './state/overlay.js';

export interface ChainOptions {
  readonly sealing: SealingMode;
  readonly blockTimeMs: number;
  /** How long after a block with transactions the empty one follows (instant sealing). */
  readonly followMs: number;
  /** As `SealingOptions` has it: with it, blocks are left out while the process is busy. */
  readonly busyShare?: () => number;
  readonly finality: FinalityOptions;
  /** While this many blocks are not final, no more are made; undefined: no limit (a log that cannot be away). */
  readonly maxUnfinalised?: number;
  readonly author: AuthorOptions;
  /** Blocks carry slot after slot instead of the clock's time: the same extrinsics give the same chain. */
  readonly simulatedTime: boolean;
  /** Timestamp that simulated time begins at, milliseconds. */
  readonly startTimeMs: bigint;
  readonly poolLimits?: PoolLimits;
  /** Whether blocks may go that were final: nobody else must have heard of them. */
  readonly rewindable?: boolean;
  /** Whether accounts may be taken for good without a signature: chains for development alone. */
  readonly impersonation?: boolean;
}

export interface ChainDependencies {
  readonly runtime: Runtime;
  readonly store: ChainStore;
  readonly log: BlockLog;
  readonly verifier: SignatureVerifier;
  readonly clock: Clock;
  /** What the runtime reports its epochs to. */
  readonly snapshots?: SnapshotStore;
  /** Awaited before the block after `parent` is made: its epochs may be computed elsewhere by then. Never rejects. */
  readonly prepareEpochs?: (parent: number) => Promise<void>;
  /** The spans of making blocks; without it, none. */
  readonly traces?: BlockTraces;
  /** The chain cannot go on (disk full, store broken, a block that does not hold): the process should end. */
  readonly onFatal: (error: unknown) => void;
}

/** A state of the chain to come back to. */
export interface ChainMark {
  readonly number: number;
  readonly hash: Hex;
  /** How many amendments of that block it has. */
  readonly amendments: number;
  readonly clockOffsetMs: number;
  /** Comes back no more: what is kept for it may go. */
  readonly release: () => void;
}

/** One chain: makes blocks or takes another node's, writes them, makes them final, tells about them. */
export class Chain {
  readonly events = new ChainEventHub();
  readonly pool: TransactionPool;
  readonly host: RuntimeHost;
  /** States that somebody may want to come back to. */
  readonly snapshots = new ChainSnapshots(this);
  /** The inputs of each block's epochs. */
  readonly epochs: EpochInputs;
  private readonly author: Author;
  private finality: Finality;
  private sealing: Sealing;
  private readonly slotMs: bigint;
  private mode: SealingMode;
  private blockTimeMs: number | undefined;
  /** How far the chain's clock is from the machine's, after travels. */
  private clockOffsetMs = 0;
  /** The accounts that need no signature; undefined where every account needs one. */
  readonly impersonated: ImpersonatingVerifier | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private lastUserBlock = 0;
  private stopped = false;
  private roleNow: Role = { kind: 'single' };
  /** Of what trace each block is. */
  readonly traces: BlockTraces;
  /** The pool's transactions of blocks that are not final yet, by block number. */
  private readonly transactions = new Map<number, readonly Hex[]>();

  constructor(
    private readonly options: ChainOptions,
    private readonly deps: ChainDependencies,
  ) {
    const { runtime, store, clock } = deps;
    this.mode = options.sealing;
    this.traces = deps.traces ?? new BlockTraces();
    this.impersonated = options.impersonation === true ? new ImpersonatingVerifier(deps.verifier) : undefined;
    const verifier = this.impersonated ?? deps.verifier;
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
      trace: () => this.traces.here(),
      ...(options.poolLimits === undefined ? {} : { limits: options.poolLimits }),
    });
    this.author = new Author(runtime, this.host, this.pool, options.author);
    this.finality = this.newFinality();
    this.sealing = this.newSealing();
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
    return this.mode;
  }

  get role(): Role {
    return this.roleNow;
  }

  /** Begins to make blocks. */
  start(): void {
    this.sealing.start();
  }

  /**
   * Takes a transaction into the pool.
   *
   * @throws PoolError for every reason in PoolRefusal; `notLeader` on a standby.
   */
  submit(bytes: Uint8Array, listener?: StatusListener): Promise<Hex> {
    const role = this.roleNow;
    if (role.kind !== 'standby') return this.pool.submit(bytes, listener);
    return Promise.reject(new PoolError({ kind: 'notLeader', leader: role.leader }));
  }

  /** Leads a cluster from now on: makes its blocks. */
  lead(name: string): void {
    this.become({ kind: 'leader', name });
    this.finality = this.newFinality();
    this.sealing = this.newSealing();
    this.sealing.start();
  }

  /**
   * Makes no more blocks; those that are not final are taken back, and their transactions return to the pool. The log
   * must refuse by now what it is still asked to append.
   */
  async standBy(name: string): Promise<void> {
    this.become({ kind: 'standby', name, leader: undefined, behind: true });
    this.sealing.stop();
    await this.enqueue(async () => {
      await this.finality.stop();
      this.takeBack();
    });
  }

  /** What a standby has heard of its leader, and whether it has read all that is final. */
  heardOfLeader(leader: NodeAddress | undefined, behind: boolean): void {
    if (this.roleNow.kind === 'standby') this.roleNow = { ...this.roleNow, leader, behind };
  }

  /** Takes a final block that another node made, after running it. @throws ChainError BLOCK_INVALID when it does not hold. */
  importFinal(block: Block): Promise<void> {
    return this.enqueue(() => {
      const { changes, transactions } = importBlock(this.store, block, this.runtime, this.host);
      this.store.finalise(block.header.number);
      this.epochs.onBlock(block);
      this.pool.onBlock(block, transactions);
      this.events.emit('imported', { block, changes, transactions });
      this.transactions.set(block.header.number, transactions);
      this.onFinalised(block);
      // What is left was sent to this node alone: the leader has not got it.
      this.pool.dropAll();
    });
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
    return this.enqueue(() => this.sealNow(options.withTransactions ?? true));
  }

  /** Makes blocks in another way from now on. `blockTimeMs` is for `interval`; without it, as configured. */
  setSealing(mode: SealingMode, blockTimeMs?: number): void {
    this.sealing.stop();
    this.mode = mode;
    this.blockTimeMs = blockTimeMs;
    this.sealing = this.newSealing();
    if (!this.stopped && this.roleNow.kind !== 'standby') this.sealing.start();
  }

  /**
   * Changes the state after the newest block (null: deleted), without a block.
   *
   * @throws ChainError KEY_INVALID.
   */
  amend(changes: StateChanges): Promise<void> {
    return this.enqueue(() => {
      const { store } = this;
      const overlay = new Overlay(store.stateAt(store.head), (effective) => store.tree.update(effective));
      for (const [key, value] of changes) {
        if (value === null) overlay.delete(key);
        else overlay.put(key, value);
      }
      const effective = overlay.effectiveChanges();
      if (effective.size === 0) return;
      store.amend(effective, overlay.tree());
      this.events.emit('amended', { block: store.block(store.head)!, changes: effective });
    });
  }

  /** The next block comes right after `timestampMs`, and those after it as time goes on from there. */
  async travelTo(timestampMs: number): Promise<void> {
    const now = new Uint8Array(8);
    new DataView(now.buffer).setBigUint64(0, BigInt(timestampMs), true);
    const slot = new Uint8Array(8);
    new DataView(slot.buffer).setBigUint64(0, BigInt(timestampMs) / this.slotMs, true);
    await this.amend(
      new Map([
        [TIMESTAMP_NOW, now],
        [AURA_CURRENT_SLOT, slot],
      ]),
    );
    this.clockOffsetMs = timestampMs - this.deps.clock.now();
  }

  /** What `rewind` goes back to. The way back is kept until `release`. */
  mark(): ChainMark {
    const { store } = this;
    const number = store.head;
    return {
      number,
      hash: toHex(store.hashOf(number)!),
      amendments: store.amendmentsOf(number).length,
      clockOffsetMs: this.clockOffsetMs,
      release: store.pin(number),
    };
  }

  /**
   * Makes an earlier block the newest again, final or not. The pool is emptied: what was sent to the chain that goes is
   * not sent to the one that stays.
   *
   * @throws ChainError NOT_REWINDABLE when others have the chain, STATE_DISCARDED, BLOCK_UNKNOWN.
   */
  rewind(to: Pick<ChainMark, 'number'> & Partial<ChainMark>): Promise<Block> {
    return this.enqueue(async () => {
      const { store } = this;
      if (this.options.rewindable !== true) {
        const text = 'going back: expected a chain that only this node has, got one in a cluster or on NATS';
        throw new ChainError('NOT_REWINDABLE', text);
      }
      if (to.number > store.head || (to.hash !== undefined && store.numberOf(to.hash) !== to.number))
        throw new ChainError(
          'BLOCK_UNKNOWN',
          `block to return to: expected one of this chain, got ${to.number}`,
        );
      await this.finality.stop();
      try {
        const { blocks, changes } = store.rewindTo(to.number, to.amendments);
        for (const block of blocks) this.retract(block);
        this.clockOffsetMs = to.clockOffsetMs ?? this.clockOffsetMs;
        this.lastUserBlock = Math.min(this.lastUserBlock, to.number);
        this.pool.dropAll();
        this.events.emit('retracted', { block: store.block(store.head)!, changes });
      } finally {
        this.finality = this.newFinality();
        for (let number = store.finalised + 1; number <= store.head; number++)
          this.finality.onImported(store.block(number)!);
      }
      return store.block(store.head)!;
    });
  }

  private retract(block: Block): void {
    this.pool.onRetracted(block, block.extrinsics.filter(isSigned).map(transactionHash));
    this.transactions.delete(block.header.number);
  }

  private become(role: Role): void {
    this.roleNow = role;
    this.events.emit('role', { role });
  }

  private enqueue<T>(work: () => T | Promise<T>): Promise<T> {
    const next = this.queue.catch(() => undefined).then(work);
    this.queue = next;
    return next;
  }

  private newSealing(): Sealing {
    const { store, options } = this;
    const blockTimeMs = this.blockTimeMs ?? options.blockTimeMs;
    return createSealing(
      this.mode,
      { ...options, blockTimeMs },
      {
        seal: () =>
          store.head - store.finalised >= (options.maxUnfinalised ?? Infinity)
            ? Promise.resolve(0)
            : this.seal().then(
                (block) => this.transactions.get(block.header.number)?.length ?? 0,
                () => 0,
              ),
        hasReady: () => this.pool.readyCount > 0,
        hasUnfinalised: () => store.finalised < this.lastUserBlock,
      },
    );
  }

  private newFinality(): Finality {
    return new Finality(
      this.deps.log,
      this.options.finality,
      this.deps.clock,
      (block) => this.onFinalised(block),
      (error) => this.onNotFinal(error),
    );
  }

  private takeBack(): void {
    const { store } = this;
    this.lastUserBlock = store.finalised;
    if (store.head === store.finalised) return;
    const { blocks, changes } = store.revertTo(store.finalised);
    for (const block of blocks) {
      this.pool.onRetracted(block, this.transactions.get(block.header.number) ?? []);
      this.transactions.delete(block.header.number);
    }
    for (const extrinsic of blocks.flatMap(({ extrinsics }) => extrinsics).filter(isSigned)) {
      // One that does not fit any more has told its watchers.
      this.pool.submit(extrinsic).catch(() => undefined);
    }
    this.events.emit('retracted', { block: store.block(store.head)!, changes });
  }

  /** Makes a block and everything below it final now. */
  async finaliseUpTo(number: number): Promise<void> {
    await this.finality.finaliseUpTo(number);
  }

  private async sealNow(withTransactions: boolean): Promise<Block> {
    if (this.stopped)
      throw new ChainError('RUNTIME_FAILED', 'sealing: expected a running chain, got one that stops');
    if (this.roleNow.kind === 'standby')
      throw new ChainError('NOT_LEADER', 'sealing: expected the leader of the cluster, got a standby');
    try {
      const ready = withTransactions ? this.pool.ready() : [];
      return await this.traces.making(this.store.head + 1, ready, () => this.make(withTransactions));
    } catch (error) {
      // A fork whose upstream is away makes its block later.
      if (!isUnreadable(error)) this.fail(error);
      throw error;
    }
  }

  private async make(withTransactions: boolean): Promise<Block> {
    const { traces, store } = this;
    await this.deps.prepareEpochs?.(store.head);
    const built = await traces.step('build', () =>
      this.author.build(newestParent(store), this.nextTime(), withTransactions),
    );
    return traces.step('commit', () => this.commit(built));
  }

  /** All at once: nobody sees a block that the pool does not know of. */
  private commit({ block, changes, tree, transactions }: AuthoredBlock): Block {
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
  }

  private nextTime() {
    const number = this.store.head;
    const { startTimeMs, simulatedTime } = this.options;
    const parentMs =
      timeOfState(this.store.stateAt(number), this.slotMs) ??
      (readSlot(this.store.header(number)!) ?? startTimeMs / this.slotMs) * this.slotMs;
    return nextBlockTime(
      parentMs < startTimeMs && simulatedTime ? startTimeMs : parentMs,
      simulatedTime ? undefined : BigInt(this.deps.clock.now() + this.clockOffsetMs),
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

  private onNotFinal(error: unknown): void {
    // Whoever decides about leadership knows; what was not final is taken back.
    if (error instanceof ChainError && error.code === 'NOT_LEADER') return;
    this.fail(error);
  }

  private fail(error: unknown): void {
    this.stopped = true;
    this.sealing.stop();
    this.deps.onFatal(error);
  }
}
