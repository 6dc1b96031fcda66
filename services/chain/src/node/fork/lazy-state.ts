import type { Hex } from '@yumanet/frame';
import { plain } from '../../bytes.js';
import type { CurrentState } from '../state/current-state.js';
import type { ForkTables } from '../state/fork-tables.js';
import { KeyRanges } from './key-ranges.js';
import type { StateSource } from './state-source.js';

/** Keys of one request: about what a node answers in a tenth of a second. */
const PAGE = 512;
/** After so many single reads of one map, its first page is read as a whole. */
const SINGLE_READS = 3;
const ITEM_DIGITS = 64;

/**
 * The newest state of a fork: what was read or written is in the store; anything else is read from the chain that was
 * forked, once, and kept. The store's own keys therefore always win: a local change is never read over.
 *
 * PERF: a key's first read is a round trip; a map that is read more often comes a page at a time, and iteration always
 * does. What is known costs what it costs in any store.
 */
export class LazyState implements CurrentState {
  private readonly known: KeyRanges;
  private readonly singles = new Map<Hex, number>();

  constructor(
    private readonly tables: ForkTables,
    private readonly source: StateSource,
  ) {
    this.known = new KeyRanges(tables.ranges());
  }

  get(key: Hex): Uint8Array | undefined {
    return this.local(key) ?? (this.isKnown(key) ? undefined : this.fetch(key));
  }

  *keys(start: string, end: string): Iterable<Hex> {
    let from = start;
    while (from < end) {
      const until = this.known.endOf(from) ?? this.loadPage(from, end);
      const stop = until < end ? until : end;
      yield* this.stored(from, stop);
      from = stop;
    }
  }

  /** Reads some keys ahead, in one request. */
  prefetch(keys: readonly Hex[]): void {
    const missing = keys.filter((key) => this.local(key) === undefined && !this.isKnown(key));
    const values = this.source.values(missing);
    this.tables.remember(missing.map((key, i) => [key, values[i]] as const));
  }

  private local(key: Hex): Uint8Array | undefined {
    const own = this.tables.state.getBinary(key);
    return own === undefined ? undefined : plain(own);
  }

  private isKnown(key: Hex): boolean {
    return this.tables.isAbsent(key) || this.known.endOf(key) !== undefined;
  }

  private fetch(key: Hex): Uint8Array | undefined {
    const item = key.slice(0, ITEM_DIGITS);
    const singles = (this.singles.get(item) ?? 0) + 1;
    this.singles.set(item, singles);
    if (singles === SINGLE_READS && key.length > ITEM_DIGITS) {
      this.loadPage(item, `${item}g`);
      const found = this.local(key);
      if (found !== undefined || this.isKnown(key)) return found;
    }
    const [value] = this.source.values([key]);
    this.tables.remember([[key, value]]);
    return value;
  }

  /** Reads the keys from `from` on, at most to `end`, which is a prefix and "g". @returns until where all are known now. */
  private loadPage(from: string, end: string): string {
    const prefix = end.slice(0, -1);
    const page = this.source.page(prefix, from === prefix ? undefined : keyBefore(from), PAGE);
    const until = page.length < PAGE ? end : `${page.at(-1)![0]}0`;
    this.known.add(from, until);
    this.tables.remember(
      page.filter(([key]) => this.tables.state.getBinary(key) === undefined && !this.tables.isAbsent(key)),
      this.known.list,
    );
    return until;
  }

  /** In portions: what reads them may write in between, which an open cursor does not survive. */
  private *stored(from: string, end: string): Iterable<Hex> {
    let start = from;
    for (;;) {
      const keys = [...this.tables.state.getKeys({ start, end, limit: PAGE })];
      yield* keys;
      if (keys.length < PAGE) return;
      start = `${keys.at(-1)!}0`;
    }
  }
}

/** The greatest key below a bound: bounds are keys with a "0" behind them, or prefixes with a "g". */
function keyBefore(bound: string): Hex {
  const key = bound.slice(0, -1);
  return bound.endsWith('g') ? key + 'f'.repeat(2 * 64) : key;
}
