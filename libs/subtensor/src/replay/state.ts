import { appendItems, type Hex, type RuntimeStorage } from '@yumanet/frame';
import { SortedKeys } from './sorted-keys.js';

type Old = Map<Hex, Uint8Array | undefined>;

/**
 * State in memory with layers, whose changes since a mark can be asked for. Its root is 32 zero bytes, as in the
 * headers of the vectors.
 */
export class ReplayState implements RuntimeStorage {
  readonly #values = new Map<Hex, Uint8Array>();
  readonly #keys = new SortedKeys();
  readonly #layers: Old[] = [];
  #marked: Old = new Map();

  get(key: Hex): Uint8Array | undefined {
    return this.#values.get(key);
  }

  put(key: Hex, value: Uint8Array): void {
    this.#remember(key);
    this.#set(key, value);
  }

  delete(key: Hex): void {
    this.#remember(key);
    this.#set(key, undefined);
  }

  append(key: Hex, items: Uint8Array, count: number): void {
    this.put(key, appendItems(this.get(key), items, count));
  }

  nextKey(after: Hex): Hex | undefined {
    return this.#keys.after(after);
  }

  keys(prefix: Hex): Hex[] {
    return this.#keys.withPrefix(prefix);
  }

  begin(): void {
    this.#layers.push(new Map());
  }

  commit(): void {
    const top = this.#pop();
    const below = this.#layers.at(-1);
    if (below !== undefined) for (const [key, old] of top) if (!below.has(key)) below.set(key, old);
  }

  rollback(): void {
    for (const [key, old] of this.#pop()) this.#set(key, old);
  }

  root(): Uint8Array {
    return new Uint8Array(32);
  }

  /** Forgets earlier changes: `changed` counts from here. */
  mark(): void {
    this.#marked = new Map();
  }

  /** Keys whose value differs from what it was at the mark. */
  changed(): Hex[] {
    return [...this.#marked].filter(([key, old]) => !same(old, this.#values.get(key))).map(([key]) => key);
  }

  /** The value at the mark. */
  before(key: Hex): Uint8Array | undefined {
    return this.#marked.has(key) ? this.#marked.get(key) : this.#values.get(key);
  }

  #pop(): Old {
    const top = this.#layers.pop();
    if (top === undefined) throw new Error('state: expected an open layer, got none');
    return top;
  }

  #remember(key: Hex): void {
    const old = this.#values.get(key);
    const top = this.#layers.at(-1);
    if (top !== undefined && !top.has(key)) top.set(key, old);
    if (!this.#marked.has(key)) this.#marked.set(key, old);
  }

  #set(key: Hex, value: Uint8Array | undefined): void {
    const existed = this.#values.has(key);
    if (value === undefined) this.#values.delete(key);
    else this.#values.set(key, value);
    if (existed && value === undefined) this.#keys.remove(key);
    if (!existed && value !== undefined) this.#keys.add(key);
  }
}

function same(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
