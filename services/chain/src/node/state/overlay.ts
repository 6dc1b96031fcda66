import type { Hex, RuntimeStorage } from '@yumanet/frame';
import { ChainError } from '../../errors.js';
import { checkStateKey, isStateKey } from './state-key.js';
import { Appended } from './appended.js';
import type { StateView } from './state-view.js';
import type { TreeUpdate } from './state-tree.js';

/** What a block changes: the new value of each key, null where it goes away. */
export type StateChanges = ReadonlyMap<Hex, Uint8Array | null>;

/** Computes the tree after some changes; absent where a state has no tree (any block but the newest). */
export type ComputeTree = (changes: StateChanges) => TreeUpdate;

/** A value; null where the key goes away. */
type Change = Uint8Array | Appended | null;

interface Undo {
  readonly key: Hex;
  /** undefined: the overlay knew nothing of the key. */
  readonly before: Change | undefined;
}

/** Changes on top of a state, with transactional layers. One per block being built, or per runtime call. */
export class Overlay implements RuntimeStorage {
  private readonly changed = new Map<Hex, Change>();
  private readonly journal: Undo[] = [];
  private readonly marks: number[] = [];
  private cachedTree: TreeUpdate | undefined;

  constructor(
    private readonly base: StateView,
    private readonly computeTree?: ComputeTree,
  ) {}

  get(key: Hex): Uint8Array | undefined {
    const own = this.changed.get(key);
    if (own instanceof Appended) return own.bytes();
    return own === undefined ? this.base.get(key) : (own ?? undefined);
  }

  /** @throws ChainError KEY_INVALID for a key that the store could not keep: the call fails, not the block. */
  put(key: Hex, value: Uint8Array): void {
    checkStateKey(key);
    this.set(key, value);
  }

  /** A key that the store cannot keep is not there to be deleted. */
  delete(key: Hex): void {
    if (!isStateKey(key)) return;
    this.set(key, null);
  }

  append(key: Hex, items: Uint8Array, count: number): void {
    checkStateKey(key);
    const own = this.changed.get(key);
    const before = own === undefined ? this.base.get(key) : (own ?? undefined);
    this.set(key, new Appended(before, items, count));
  }

  private set(key: Hex, value: Change): void {
    if (this.marks.length > 0) this.journal.push({ key, before: this.changed.get(key) });
    this.changed.set(key, value);
    this.cachedTree = undefined;
  }

  nextKey(after: Hex): Hex | undefined {
    let own: Hex | undefined;
    for (const [key, value] of this.changed) {
      if (value !== null && key > after && (own === undefined || key < own)) own = key;
    }
    let below = this.base.nextKey(after);
    while (below !== undefined && this.changed.get(below) === null) below = this.base.nextKey(below);
    if (own === undefined) return below;
    return below === undefined || own < below ? own : below;
  }

  /** The keys as they are now: what is put or deleted while iterating is not seen. */
  *keys(prefix: Hex): Iterable<Hex> {
    const put: Hex[] = [];
    const deleted = new Set<Hex>();
    for (const [key, value] of this.changed) {
      if (!key.startsWith(prefix)) continue;
      if (value === null) deleted.add(key);
      else put.push(key);
    }
    put.sort(compareHex);
    let next = 0;
    for (const key of this.base.keys(prefix)) {
      while (next < put.length && put[next]! < key) yield put[next++]!;
      if (put[next] === key) next++;
      if (!deleted.has(key)) yield key;
    }
    while (next < put.length) yield put[next++]!;
  }

  /** How many layers are open. */
  get depth(): number {
    return this.marks.length;
  }

  begin(): void {
    this.marks.push(this.journal.length);
  }

  commit(): void {
    this.closeLayer();
    if (this.marks.length === 0) this.journal.length = 0;
  }

  rollback(): void {
    const mark = this.closeLayer();
    while (this.journal.length > mark) {
      const { key, before } = this.journal.pop()!;
      if (before === undefined) this.changed.delete(key);
      else this.changed.set(key, before);
    }
    this.cachedTree = undefined;
  }

  private closeLayer(): number {
    const mark = this.marks.pop();
    if (mark === undefined)
      throw new ChainError('RUNTIME_FAILED', 'storage layer: expected an open layer, got none');
    return mark;
  }

  root(): Uint8Array {
    return this.tree().root;
  }

  /** @throws ChainError ROOT_UNAVAILABLE over a state that is not the newest. */
  tree(): TreeUpdate {
    if (this.computeTree === undefined) {
      throw new ChainError('ROOT_UNAVAILABLE', 'state root: expected the newest block, got an older one');
    }
    return (this.cachedTree ??= this.computeTree(this.effectiveChanges()));
  }

  /** The changes that differ from the state below: a value put back as it was is no change. */
  effectiveChanges(): StateChanges {
    const out = new Map<Hex, Uint8Array | null>();
    for (const [key, change] of this.changed) {
      const value = change instanceof Appended ? change.bytes() : change;
      const before = this.base.get(key);
      if (value === null ? before !== undefined : before === undefined || !same(before, value))
        out.set(key, value);
    }
    return out;
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

function compareHex(a: Hex, b: Hex): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
