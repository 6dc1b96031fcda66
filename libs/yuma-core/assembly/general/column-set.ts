/** The columns that a row touches, walked in ascending order without sorting and without visiting n of them. */
import { allocate, int } from '../memory';
import { Slot } from '../slots';

// @ts-ignore: decorator
@unmanaged
export class ColumnSet {
  /** One bit per column. */
  words: usize;
  lowest: i32;
  highest: i32;

  add(column: u32): void {
    const at = this.words + ((<usize>column >> 6) << 3);
    store<u64>(at, load<u64>(at) | ((<u64>1) << (column & 63)));
    this.lowest = min(this.lowest, <i32>column);
    this.highest = max(this.highest, <i32>column);
  }

  /** The smallest column, or −1. */
  first(): i32 {
    return this.highest < 0 ? -1 : this.lowest;
  }

  /** The next column after `column`, or −1. */
  next(column: i32): i32 {
    if (column >= this.highest) return -1;
    let word = (column + 1) >> 6;
    let bits = load<u64>(this.words + (<usize>word << 3)) & (u64.MAX_VALUE << ((column + 1) & 63));
    while (bits == 0) bits = load<u64>(this.words + (<usize>++word << 3));
    return (word << 6) + <i32>ctz(bits);
  }

  clear(): void {
    if (this.highest >= 0) {
      const from = <usize>this.lowest >> 6;
      memory.fill(this.words + (from << 3), 0, ((<usize>this.highest >> 6) - from + 1) << 3);
    }
    this.lowest = i32.MAX_VALUE;
    this.highest = -1;
  }
}

export function newColumnSet(): ColumnSet {
  const set = changetype<ColumnSet>(allocate(16));
  const bytes = ((<u64>int(Slot.n) >> 6) + 1) << 3;
  set.words = allocate(bytes);
  memory.fill(set.words, 0, <usize>bytes);
  set.highest = -1;
  set.clear();
  return set;
}
