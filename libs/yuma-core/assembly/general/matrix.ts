/**
 * A sparse matrix of the general path: rows of (column, I32F32) in stored order, as the reference has them.
 * Lives in the arena; the caller has reserved enough.
 */
import { allocate, int } from '../memory';
import { Slot } from '../slots';

// @ts-ignore: decorator
@unmanaged
export class Matrix {
  /** u32[n + 1] */
  offsets: usize;
  /** u32[capacity]; u16 would do, but columns >= n must stay apart from flags. */
  columns: usize;
  /** i64[capacity] */
  values: usize;

  // @ts-ignore: decorator
  @inline
  start(row: i32): u32 {
    return load<u32>(this.offsets + (<usize>row << 2));
  }

  // @ts-ignore: decorator
  @inline
  end(row: i32): u32 {
    return load<u32>(this.offsets + (<usize>row << 2), 4);
  }

  // @ts-ignore: decorator
  @inline
  closeRow(row: i32, end: u32): void {
    store<u32>(this.offsets + (<usize>row << 2), end, 4);
  }

  // @ts-ignore: decorator
  @inline
  column(k: u32): u32 {
    return load<u32>(this.columns + (<usize>k << 2));
  }

  // @ts-ignore: decorator
  @inline
  value(k: u32): i64 {
    return load<i64>(this.values + (<usize>k << 3));
  }

  // @ts-ignore: decorator
  @inline
  setValue(k: u32, value: i64): void {
    store<i64>(this.values + (<usize>k << 3), value);
  }

  // @ts-ignore: decorator
  @inline
  put(k: u32, column: u32, value: i64): void {
    store<u32>(this.columns + (<usize>k << 2), column);
    this.setValue(k, value);
  }

  entries(): u32 {
    return this.end(int(Slot.n) - 1);
  }
}

/** An empty matrix with room for `capacity` entries. */
export function newMatrix(capacity: u64): Matrix {
  const matrix = changetype<Matrix>(allocate(16));
  matrix.offsets = allocate((<u64>int(Slot.n) + 1) << 2);
  matrix.columns = allocate(capacity << 2);
  matrix.values = allocate(capacity << 3);
  store<u32>(matrix.offsets, 0);
  return matrix;
}

/** A zeroed vector of n values. */
export function newVector(): usize {
  const bytes = (<u64>int(Slot.n) + 1) << 3;
  const at = allocate(bytes);
  memory.fill(at, 0, <usize>bytes);
  return at;
}

// @ts-ignore: decorator
@inline
export function at(vector: usize, i: u32): i64 {
  return load<i64>(vector + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline
export function put(vector: usize, i: u32, value: i64): void {
  store<i64>(vector + (<usize>i << 3), value);
}
