import type { Hex } from '@yumanet/frame';
import { plain } from '../../bytes.js';
import type { StateView } from './state-view.js';
import type { Tables } from './tables.js';

/** Greater than every key that starts with `prefix`: hex digits end at f. */
function endOf(prefix: Hex): string {
  return `${prefix}g`;
}

/**
 * The state after block `number`: the newest value of a key, unless a later block changed it; then the value that
 * the first such block found.
 *
 * PERF: a read of the newest block is one lookup (about 1 µs), of an older one a seek more (about 5 µs).
 */
export class HistoricView implements StateView {
  constructor(
    private readonly tables: Tables,
    private readonly number: number,
    private readonly head: () => number,
  ) {}

  get(key: Hex): Uint8Array | undefined {
    if (this.number < this.head()) {
      const range = { start: [key, this.number + 1], end: [key, Infinity], limit: 1 } as const;
      for (const { value } of this.tables.history.getRange(range as never)) {
        return value[0] === 0 ? undefined : plain(value.subarray(1));
      }
    }
    const value = this.tables.state.getBinary(key);
    return value === undefined ? undefined : plain(value);
  }

  nextKey(after: Hex): Hex | undefined {
    for (const key of this.keys('', after)) return key;
    return undefined;
  }

  *keys(prefix: Hex, after?: Hex): Iterable<Hex> {
    // A key is never empty and never holds a 0 character, so `after ‖ 0` is the next possible one.
    const start = after !== undefined && after >= prefix ? `${after}0` : prefix;
    if (this.number === this.head()) {
      yield* this.tables.state.getKeys({ start, end: endOf(prefix) });
      return;
    }
    const known = mergeDistinct(
      this.tables.state.getKeys({ start, end: endOf(prefix) }),
      this.historyKeys(start, endOf(prefix)),
    );
    for (const key of known) if (this.get(key) !== undefined) yield key;
  }

  private *historyKeys(start: Hex, end: string): Iterable<Hex> {
    let last: Hex | undefined;
    const range = { start: [start, -1], end: [end, -1] };
    for (const [key] of this.tables.history.getKeys(range)) {
      if (key !== last) yield key;
      last = key;
    }
  }
}

/** Two ascending sequences as one, each value once. */
export function* mergeDistinct(a: Iterable<Hex>, b: Iterable<Hex>): Iterable<Hex> {
  const left = a[Symbol.iterator]();
  const right = b[Symbol.iterator]();
  try {
    let l = left.next();
    let r = right.next();
    while (l.done !== true || r.done !== true) {
      if (r.done === true || (l.done !== true && l.value < r.value)) {
        yield l.value as Hex;
        l = left.next();
      } else {
        if (l.done !== true && l.value === r.value) l = left.next();
        yield r.value;
        r = right.next();
      }
    }
  } finally {
    left.return?.();
    right.return?.();
  }
}
