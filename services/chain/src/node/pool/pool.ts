import type { Hex, Runtime, RuntimeHost } from '@yumanet/frame';
import { toHex } from '../../bytes.js';
import { isUnreadable } from '../../errors.js';
import type { Block } from '../block/block.js';
import type { Clock } from '../block/clock.js';
import type { TraceContext } from '../block-traces.js';
import type { ValidTransaction } from '../runtime/validity.js';
import type { Verifier } from '../signatures/signature-verifier.js';
import { BanList } from './ban-list.js';
import { PoolError } from './pool-error.js';
import { StatusBoard, type StatusListener } from './status-board.js';
import { TransactionGraph, type GraphLimits } from './transaction-graph.js';
import {
  extrinsicSender,
  isOpaqueExtrinsic,
  transactionHash,
  type PoolTransaction,
  type TransactionStatus,
} from './transaction.js';
import { validateProvisionally, validateWith, type PoolHead } from './validate.js';

export interface PoolLimits extends GraphLimits {
  /** Bytes of one transaction. */
  readonly transactionBytes: number;
  /** Transactions whose signatures are being checked. */
  readonly checking: number;
  /** How long a refused or included transaction is not looked at again. */
  readonly banMs: number;
}

/** Substrate's own numbers where it has them. */
export const DEFAULT_POOL_LIMITS: PoolLimits = {
  ready: { count: 8192, bytes: 20 * 1024 * 1024 },
  future: { count: 819, bytes: 2 * 1024 * 1024 },
  perSender: 2048,
  transactionBytes: 3_670_016,
  checking: 4096,
  banMs: 30 * 60 * 1000,
};

export interface PoolDependencies {
  readonly runtime: Runtime;
  readonly verifier: Verifier;
  readonly clock: Clock;
  readonly head: () => PoolHead;
  /** Called when a ready transaction came. */
  readonly onReady: () => void;
  readonly limits?: PoolLimits;
  /** Of what trace a submission is. */
  readonly trace?: () => TraceContext | undefined;
}

const BANNED_AT_MOST = 16_384;
/** How many waiting transactions are asked about again after a block, oldest answers first. */
const REVALIDATE_PER_BLOCK = 32;
/** An answer this many blocks old is asked for again. */
const REVALIDATE_AFTER = 16;

/** Transactions on their way into a block. */
export class TransactionPool {
  private readonly graph: TransactionGraph;
  private readonly bans: BanList;
  private readonly board = new StatusBoard();
  private readonly checking = new Set<Hex>();
  private readonly limits: PoolLimits;
  private readonly host: RuntimeHost;

  constructor(private readonly deps: PoolDependencies) {
    this.limits = deps.limits ?? DEFAULT_POOL_LIMITS;
    this.graph = new TransactionGraph(this.limits);
    this.bans = new BanList(deps.clock, this.limits.banMs, BANNED_AT_MOST);
    this.host = {
      verifySignature: (kind, signature, message, signer) =>
        deps.verifier.verifyNow({ kind, signature, message, signer }),
    };
  }

  get readyCount(): number {
    return this.graph.readyCount;
  }

  get futureCount(): number {
    return this.graph.futureCount;
  }

  /** Ready transactions in the order a block takes them. */
  ready(): Iterable<PoolTransaction> {
    return this.graph.ready();
  }

  /** Whether a ready transaction brings the tag (hex). */
  providesReady(tag: string): boolean {
    return this.graph.providesReady(tag);
  }

  /**
   * Takes a transaction in, once the runtime and its signatures say yes.
   *
   * @param listener hears what becomes of it from now on.
   * @returns its hash.
   * @throws PoolError for every reason in PoolRefusal.
   */
  async submit(bytes: Uint8Array, listener?: StatusListener): Promise<Hex> {
    const hash = this.admit(bytes);
    this.checking.add(hash);
    try {
      const { head, valid } = await this.validate(bytes, hash);
      const trace = this.deps.trace?.();
      this.insert({ ...this.transaction(bytes, hash, valid, head.number), trace }, listener);
    } finally {
      this.checking.delete(hash);
    }
    return hash;
  }

  /** Hears what becomes of a transaction. @returns ends the watching. */
  watch(hash: Hex, listener: StatusListener): () => void {
    return this.board.watch(hash, listener);
  }

  /** What can be known without the runtime. */
  private admit(bytes: Uint8Array): Hex {
    if (!isOpaqueExtrinsic(bytes)) {
      throw new PoolError({ kind: 'badFormat', text: 'expected one length-prefixed extrinsic' });
    }
    if (bytes.length > this.limits.transactionBytes) {
      throw new PoolError({ kind: 'validity', error: { kind: 'invalid', reason: 'ExhaustsResources' } });
    }
    const hash = transactionHash(bytes);
    if (this.bans.isBanned(hash)) throw new PoolError({ kind: 'banned' });
    if (this.graph.has(hash) || this.checking.has(hash))
      throw new PoolError({ kind: 'alreadyImported', hash });
    if (this.checking.size >= this.limits.checking) throw new PoolError({ kind: 'immediatelyDropped' });
    return hash;
  }

  private async validate(bytes: Uint8Array, hash: Hex): Promise<{ head: PoolHead; valid: ValidTransaction }> {
    const head = this.deps.head();
    try {
      const { valid, checks } = validateProvisionally(this.deps.runtime, head, bytes);
      const answers = await Promise.all(checks.map((check) => this.deps.verifier.verify(check)));
      if (answers.includes(false)) {
        throw new PoolError({ kind: 'validity', error: { kind: 'invalid', reason: 'BadProof' } });
      }
      const now = this.deps.head();
      // Blocks came while the signature was checked: what was needed may be there, what was free may be taken.
      return now.number === head.number
        ? { head, valid }
        : { head: now, valid: validateWith(this.deps.runtime, this.host, now, bytes) };
    } catch (error) {
      if (isInvalid(error)) this.bans.ban(hash);
      throw error;
    }
  }

  private transaction(bytes: Uint8Array, hash: Hex, valid: ValidTransaction, at: number): PoolTransaction {
    const till = BigInt(at) + valid.longevity;
    return {
      hash,
      bytes,
      sender: extrinsicSender(bytes),
      priority: valid.priority,
      requires: new Set(valid.requires),
      provides: valid.provides,
      validTill: till > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(till),
      validatedAt: at,
    };
  }

  private insert(tx: PoolTransaction, listener: StatusListener | undefined): void {
    const result = this.graph.insert(tx);
    if (listener !== undefined) this.board.watch(tx.hash, listener);
    for (const hash of result.usurped) this.board.tell(hash, { usurped: tx.hash });
    for (const hash of result.dropped) this.board.tell(hash, 'dropped');
    this.board.tell(tx.hash, result.ready ? 'ready' : 'future');
    for (const hash of result.promoted) this.board.tell(hash, 'ready');
    if (result.ready) this.deps.onReady();
  }

  /** A transaction that did not apply to the block being made. */
  refuse(hash: Hex): void {
    this.graph.remove(hash);
    this.bans.ban(hash);
    this.board.tell(hash, 'invalid');
  }

  /** The newest block: what it included leaves, what it made impossible goes, what it made possible comes. */
  onBlock(block: Block, hashes: readonly Hex[]): void {
    const { usurped, promoted } = this.graph.include(hashes, []);
    for (const hash of hashes) {
      this.bans.ban(hash);
      this.board.tell(hash, { inBlock: block.hash });
    }
    for (const hash of usurped) this.board.tell(hash, { usurped: hashes[0] ?? toHex(block.hash) });
    for (const hash of promoted) this.board.tell(hash, 'ready');
    this.expire(block.header.number);
    this.revalidate();
    if (this.readyCount > 0) this.deps.onReady();
  }

  onFinalised(block: Block, hashes: readonly Hex[]): void {
    for (const hash of hashes) this.board.tell(hash, { finalized: block.hash });
  }

  /** A block that was taken back: what it held may come again. */
  onRetracted(block: Block, hashes: readonly Hex[]): void {
    for (const hash of hashes) {
      this.bans.lift(hash);
      this.board.tell(hash, { retracted: block.hash });
    }
  }

  /** Lets everything go: another node makes the blocks, and has not got it from this one. */
  dropAll(): void {
    for (const tx of [...this.graph.all()]) this.discard(tx.hash, 'dropped');
  }

  private expire(number: number): void {
    for (const tx of [...this.graph.all()]) {
      if (tx.validTill < number) this.discard(tx.hash, 'invalid');
    }
  }

  private revalidate(): void {
    const head = this.deps.head();
    let left = REVALIDATE_PER_BLOCK;
    for (const tx of [...this.graph.all()]) {
      if (left === 0) return;
      if (head.number - tx.validatedAt < REVALIDATE_AFTER) continue;
      left--;
      try {
        const valid = validateWith(this.deps.runtime, this.host, head, tx.bytes);
        const { trace } = tx;
        this.graph.refresh({ ...this.transaction(tx.bytes, tx.hash, valid, head.number), trace });
      } catch (error) {
        // Nobody can say now; it is asked about again after the next block.
        if (isUnreadable(error)) return;
        if (!(error instanceof PoolError)) throw error;
        this.discard(tx.hash, 'invalid');
      }
    }
  }

  private discard(hash: Hex, status: TransactionStatus): void {
    this.graph.remove(hash);
    this.board.tell(hash, status);
  }

  /** Wire bytes of every ready transaction: `author_pendingExtrinsics`. */
  pending(): Uint8Array[] {
    return [...this.graph.ready()].map((tx) => tx.bytes);
  }
}

function isInvalid(error: unknown): boolean {
  return (
    error instanceof PoolError && error.refusal.kind === 'validity' && error.refusal.error.kind === 'invalid'
  );
}

/** The tag of an account's nonce: what CheckNonce provides, SCALE of (AccountId, u32). */
export function nonceTag(account: Hex, nonce: number): string {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, nonce, true);
  return account + toHex(bytes);
}
