import type { Hex } from '@yumanet/frame';
import { PoolError } from './pool-error.js';
import { PriorityHeap } from './priority-heap.js';
import type { PoolTransaction } from './transaction.js';

export interface QueueLimit {
  readonly count: number;
  readonly bytes: number;
}
export interface GraphLimits {
  readonly ready: QueueLimit;
  readonly future: QueueLimit;
  readonly perSender: number;
}

/** What an insertion did beside inserting. */
export interface InsertResult {
  readonly ready: boolean;
  /** Waiting transactions that can go now. */
  readonly promoted: readonly Hex[];
  /** Those that it replaced, because they bring the same tags at a lower priority. */
  readonly usurped: readonly Hex[];
  /** Those that had to leave for want of room. */
  readonly dropped: readonly Hex[];
}

interface Node {
  tx: PoolTransaction;
  readonly requires: Set<string>;
  /** Required tags that no ready transaction brings; empty: the transaction is ready. */
  readonly missing: Set<string>;
  readonly id: number;
}

/**
 * The transactions of a pool by what they bring and need: ready ones can be put in a block in order, future ones wait
 * for a tag. Pure bookkeeping: no clock, no runtime.
 */
export class TransactionGraph {
  private readonly nodes = new Map<Hex, Node>();
  private readonly providers = new Map<string, Node>();
  private readonly requirers = new Map<string, Set<Node>>();
  private readonly senders = new Map<Hex, number>();
  private readonly size = { ready: { count: 0, bytes: 0 }, future: { count: 0, bytes: 0 } };
  private nextId = 0;

  constructor(private readonly limits: GraphLimits) {}

  has(hash: Hex): boolean {
    return this.nodes.has(hash);
  }

  get readyCount(): number {
    return this.size.ready.count;
  }

  get futureCount(): number {
    return this.size.future.count;
  }

  /** Whether a ready transaction brings the tag. */
  providesReady(tag: string): boolean {
    return this.providers.get(tag)?.missing.size === 0;
  }

  /** Every transaction, in the order of arrival. */
  *all(): Iterable<PoolTransaction> {
    for (const node of this.nodes.values()) yield node.tx;
  }

  /** @throws PoolError tooLowPriority, immediatelyDropped, noTags. */
  insert(tx: PoolTransaction): InsertResult {
    if (tx.provides.length === 0) throw new PoolError({ kind: 'noTags' });
    const replaced = this.conflicts(tx);
    this.checkPriority(tx, replaced);
    this.checkSender(tx, replaced);
    const missing = new Set([...tx.requires].filter((tag) => !this.providesReady(tag)));
    const dropped = this.makeRoom(tx, missing.size === 0 ? 'ready' : 'future', replaced);
    const paused = new Set(replaced.flatMap((node) => this.detach(node)));
    // A replaced transaction may have been what a required tag came from.
    for (const tag of tx.requires) if (!this.providesReady(tag)) missing.add(tag);
    const node: Node = { tx, requires: new Set(tx.requires), missing, id: this.nextId++ };
    // Who waited only while one tag changed hands has not become ready: it was all along.
    const promoted = this.attach(node).filter((hash) => !paused.has(hash));
    return {
      ready: missing.size === 0,
      promoted,
      usurped: replaced.map((old) => old.tx.hash),
      dropped,
    };
  }

  /** Takes a transaction out; those that need its tags wait again. */
  remove(hash: Hex): PoolTransaction | undefined {
    const node = this.nodes.get(hash);
    if (node === undefined) return undefined;
    this.detach(node);
    return node.tx;
  }

  /**
   * Takes out what a block included: its tags are there now, whoever needs them needs them no more.
   *
   * @returns transactions that bring the same tags and so can never go in, and those that became ready.
   */
  include(hashes: Iterable<Hex>, tags: Iterable<string>): { usurped: Hex[]; promoted: Hex[] } {
    const brought = new Set(tags);
    for (const hash of hashes) {
      const node = this.nodes.get(hash);
      if (node === undefined) continue;
      for (const tag of node.tx.provides) brought.add(tag);
      this.forget(node);
    }
    const usurped: Hex[] = [];
    const promoted: Hex[] = [];
    for (const tag of brought) {
      const rival = this.providers.get(tag);
      if (rival !== undefined) {
        this.detach(rival);
        usurped.push(rival.tx.hash);
      }
    }
    for (const tag of brought) this.satisfy(tag, promoted, true);
    return { usurped, promoted };
  }

  /** What the runtime says of a transaction at a newer block. */
  refresh(tx: PoolTransaction): void {
    const node = this.nodes.get(tx.hash);
    if (node !== undefined) node.tx = { ...tx, requires: node.tx.requires };
  }

  /** Ready transactions in the order a block takes them: highest priority first, needs before needers. */
  *ready(): Iterable<PoolTransaction> {
    const open = new PriorityHeap<Node>();
    const waiting = new Map<Node, number>();
    for (const node of this.nodes.values()) {
      if (node.missing.size > 0) continue;
      if (node.requires.size === 0) open.push(node);
      else waiting.set(node, node.requires.size);
    }
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      yield node.tx;
      for (const tag of node.tx.provides) {
        for (const needer of this.requirers.get(tag) ?? []) {
          const left = (waiting.get(needer) ?? Infinity) - 1;
          waiting.set(needer, left);
          if (left === 0) open.push(needer);
        }
      }
    }
  }

  private conflicts(tx: PoolTransaction): Node[] {
    const found = new Set<Node>();
    for (const tag of tx.provides) {
      const node = this.providers.get(tag);
      if (node !== undefined) found.add(node);
    }
    return [...found];
  }

  private checkPriority(tx: PoolTransaction, replaced: readonly Node[]): void {
    if (replaced.length === 0) return;
    const old = replaced.reduce((sum, node) => sum + node.tx.priority, 0n);
    if (old >= tx.priority) throw new PoolError({ kind: 'tooLowPriority', old, new: tx.priority });
  }

  private checkSender(tx: PoolTransaction, replaced: readonly Node[]): void {
    if (tx.sender === undefined) return;
    const own = replaced.filter((node) => node.tx.sender === tx.sender).length;
    if ((this.senders.get(tx.sender) ?? 0) - own >= this.limits.perSender)
      throw new PoolError({ kind: 'immediatelyDropped' });
  }

  /** Drops what is worth less than `tx` until it fits; refuses `tx` when nothing is. */
  private makeRoom(tx: PoolTransaction, queue: 'ready' | 'future', replaced: readonly Node[]): Hex[] {
    const limit = this.limits[queue];
    const dropped: Hex[] = [];
    const freed = replaced.filter((node) => queueOf(node) === queue);
    const freedBytes = freed.reduce((sum, node) => sum + node.tx.bytes.length, 0);
    const full = (): boolean =>
      this.size[queue].count - freed.length >= limit.count ||
      this.size[queue].bytes - freedBytes + tx.bytes.length > limit.bytes;
    while (full()) {
      const worst = this.worst(queue, replaced);
      if (worst === undefined || worst.tx.priority >= tx.priority)
        throw new PoolError({ kind: 'immediatelyDropped' });
      this.detach(worst);
      dropped.push(worst.tx.hash);
    }
    return dropped;
  }

  private worst(queue: 'ready' | 'future', except: readonly Node[]): Node | undefined {
    let worst: Node | undefined;
    for (const node of this.nodes.values()) {
      if (queueOf(node) !== queue || except.includes(node)) continue;
      if (worst === undefined || node.tx.priority <= worst.tx.priority) worst = node;
    }
    return worst;
  }

  private attach(node: Node): Hex[] {
    this.nodes.set(node.tx.hash, node);
    for (const tag of node.tx.provides) this.providers.set(tag, node);
    for (const tag of node.requires) {
      const set = this.requirers.get(tag) ?? new Set();
      this.requirers.set(tag, set.add(node));
    }
    if (node.tx.sender !== undefined)
      this.senders.set(node.tx.sender, (this.senders.get(node.tx.sender) ?? 0) + 1);
    this.count(node, queueOf(node), 1);
    const promoted: Hex[] = [];
    if (node.missing.size === 0) for (const tag of node.tx.provides) this.satisfy(tag, promoted, false);
    return promoted;
  }

  /** Out of every index, dependents left as they are. */
  private forget(node: Node): void {
    this.nodes.delete(node.tx.hash);
    for (const tag of node.tx.provides) if (this.providers.get(tag) === node) this.providers.delete(tag);
    for (const tag of node.requires) {
      const set = this.requirers.get(tag);
      set?.delete(node);
      if (set?.size === 0) this.requirers.delete(tag);
    }
    const { sender } = node.tx;
    if (sender !== undefined) {
      const left = (this.senders.get(sender) ?? 1) - 1;
      if (left === 0) this.senders.delete(sender);
      else this.senders.set(sender, left);
    }
    this.count(node, queueOf(node), -1);
  }

  /** @returns those that were ready and wait now. */
  private detach(node: Node): Hex[] {
    const wasReady = node.missing.size === 0;
    this.forget(node);
    return wasReady ? this.withdraw(node.tx.provides) : [];
  }

  /** A tag has come: by a ready transaction, or for good by a block. */
  private satisfy(tag: string, promoted: Hex[], forGood: boolean): void {
    if (forGood) for (const needer of this.requirers.get(tag) ?? []) needer.requires.delete(tag);
    // A list, not recursion: nonces of one sender make chains of thousands.
    for (const next = [tag]; next.length > 0;) {
      const came = next.pop()!;
      for (const needer of this.requirers.get(came) ?? []) {
        if (!needer.missing.delete(came) || needer.missing.size > 0) continue;
        this.count(needer, 'future', -1);
        this.count(needer, 'ready', 1);
        promoted.push(needer.tx.hash);
        next.push(...needer.tx.provides);
      }
    }
    if (forGood) this.requirers.delete(tag);
  }

  /** Tags are gone: whoever needs one waits, and so on. */
  private withdraw(tags: readonly string[]): Hex[] {
    const demoted: Hex[] = [];
    for (const gone = [...tags]; gone.length > 0;) {
      const tag = gone.pop()!;
      for (const needer of this.requirers.get(tag) ?? []) {
        const wasReady = needer.missing.size === 0;
        needer.missing.add(tag);
        if (!wasReady) continue;
        this.count(needer, 'ready', -1);
        this.count(needer, 'future', 1);
        demoted.push(needer.tx.hash);
        gone.push(...needer.tx.provides);
      }
    }
    return demoted;
  }

  private count(node: Node, queue: 'ready' | 'future', sign: 1 | -1): void {
    this.size[queue].count += sign;
    this.size[queue].bytes += sign * node.tx.bytes.length;
  }
}

function queueOf(node: Node): 'ready' | 'future' {
  return node.missing.size === 0 ? 'ready' : 'future';
}
