import { blake2_256 } from '../hash/hash.js';
import type { Hex, RuntimeStorage } from '../runtime.js';
import { appendItems } from '../scale/append.js';
import { fromHex } from '../scale/hex.js';
import { Writer } from '../scale/writer.js';

type Changes = Map<Hex, Uint8Array | undefined>;

/**
 * State in memory for tests: layers over a map, sorted on demand. Its root is the hash of all sorted pairs: equal
 * states have equal roots, but it is not the node's tree.
 */
export class MemoryStorage implements RuntimeStorage {
  readonly #state = new Map<Hex, Uint8Array>();
  readonly #layers: Changes[] = [];
  #sorted: Hex[] | undefined;

  get(key: Hex): Uint8Array | undefined {
    return this.#state.get(key);
  }

  put(key: Hex, value: Uint8Array): void {
    this.#remember(key);
    // PERF: one key is put in its place; sorting all of them again would drown whatever is tested over many blocks.
    if (this.#sorted !== undefined && !this.#state.has(key)) this.#sorted.splice(this.#firstAt(key), 0, key);
    this.#state.set(key, value);
  }

  delete(key: Hex): void {
    this.#remember(key);
    if (this.#state.delete(key)) this.#sorted?.splice(this.#firstAt(key), 1);
  }

  append(key: Hex, items: Uint8Array, count: number): void {
    this.put(key, appendItems(this.get(key), items, count));
  }

  nextKey(after: Hex): Hex | undefined {
    return this.#keys()[this.#firstAbove(after)];
  }

  *keys(prefix: Hex): Iterable<Hex> {
    const sorted = this.#keys();
    for (let i = this.#firstAt(prefix); sorted[i]?.startsWith(prefix); i++) yield sorted[i] ?? '';
  }

  begin(): void {
    this.#layers.push(new Map());
  }

  commit(): void {
    const top = this.#layers.pop();
    const below = this.#layers.at(-1);
    if (top === undefined) throw new Error('commit: expected an open layer, got none');
    // What the lower layer must restore is what was there before its own first change.
    if (below !== undefined) for (const [key, old] of top) if (!below.has(key)) below.set(key, old);
  }

  rollback(): void {
    const top = this.#layers.pop();
    if (top === undefined) throw new Error('rollback: expected an open layer, got none');
    for (const [key, old] of top) {
      if (old === undefined) this.#state.delete(key);
      else this.#state.set(key, old);
    }
    this.#sorted = undefined;
  }

  root(): Uint8Array {
    const writer = new Writer(65_536);
    for (const key of this.#keys()) {
      const value = this.#state.get(key) ?? new Uint8Array();
      writer.compact(key.length / 2);
      writer.raw(fromHex(key));
      writer.compact(value.length);
      writer.raw(value);
    }
    return blake2_256(writer.finish());
  }

  /** Open layers: zero between runtime calls. */
  get depth(): number {
    return this.#layers.length;
  }

  #remember(key: Hex): void {
    const top = this.#layers.at(-1);
    if (top !== undefined && !top.has(key)) top.set(key, this.#state.get(key));
  }

  #keys(): Hex[] {
    return (this.#sorted ??= [...this.#state.keys()].sort());
  }

  #firstAt(key: Hex): number {
    const sorted = this.#keys();
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #firstAbove(key: Hex): number {
    const at = this.#firstAt(key);
    return this.#keys()[at] === key ? at + 1 : at;
  }
}

/** An empty state in memory. */
export const memoryStorage = (): MemoryStorage => new MemoryStorage();
