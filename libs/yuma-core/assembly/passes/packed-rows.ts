/**
 * Pass 1, packed: the union of each row's weights and bonds, then every entry to its column.
 *
 * A tile holds 16 columns of similar length, sorted by length, so that padding is little. An entry is a record of
 * 8 bytes: normalised weight u32, bond u16, row u16.
 *
 * | step | function |
 * | --- | --- |
 * | read and mask, row sums | mergeRows |
 * | columns to tiles | orderColumns |
 * | row normalisation, rows to columns | scatterColumns |
 */
import { isBondMasked } from '../general/bonds';
import { isMasked } from '../general/weights';
import { allocate, get, int, ptr, reserve, set } from '../memory';
import { Slot } from '../slots';
import { UNSORTED, ZERO, finishRow, hasWeights, mayMaskBonds, mayMaskWeights, rowField } from './rows';

/** Bytes of one level of a tile: 16 records. */
export const LEVEL: usize = 128;
const NONE: u32 = 0x10000;

/** Bytes that `mergeRows` and `orderColumns` take at most, but for the records. */
export function packedBytes(): u64 {
  const pairs = <u64>get(Slot.weightPairs) + <u64>get(Slot.bondPairs);
  return pairs * 12 + <u64>int(Slot.n) * 64 + 8192;
}

/** What a merge of one row leaves besides its entries. */
// @ts-ignore: decorator
@unmanaged
class Merged {
  flags: i32;
  total: u64;
  largest: u32;
}

/** Fills `rowEntries` with u64: column, weight << 16, bond << 32. Returns the flags of all rows. */
export function mergeRows(): i32 {
  const rows = int(Slot.rowCount);
  const n = <u64>int(Slot.n);
  set(Slot.rowEntries, <i64>allocate((<u64>get(Slot.weightPairs) + <u64>get(Slot.bondPairs)) << 3));
  set(Slot.rowStarts, <i64>allocate((<u64>rows + 1) << 2));
  set(Slot.columnCounts, <i64>allocate(n << 2));
  memory.fill(ptr(Slot.columnCounts), 0, <usize>n << 2);
  const merged = changetype<Merged>(allocate(64));
  let flags = 0;
  let to = ptr(Slot.rowEntries);
  const starts = ptr(Slot.rowStarts);
  for (let r = 0; r < rows; r++) {
    store<u32>(starts + (<usize>r << 2), <u32>to);
    const i = <i32>rowField(Slot.rowUid, r);
    to = mayMaskWeights(i) || mayMaskBonds(i) ? mergeRow(to, i, true, merged) : mergeRow(to, i, false, merged);
    flags |= merged.flags | finishRow(r, merged.total, merged.largest);
  }
  store<u32>(starts + (<usize>rows << 2), <u32>to);
  return flags;
}

/** Writes the union of row i from `to` on; returns where it ends. Columns must ascend. */
// @ts-ignore: decorator
@inline
function mergeRow(to: usize, i: i32, masks: bool, merged: Merged): usize {
  const n = <u32>int(Slot.n);
  const counts = ptr(Slot.columnCounts);
  const own = i != int(Slot.ownerUid) ? <u32>i : NONE;
  const weightBounds = ptr(Slot.weightOffsets) + (<usize>i << 2);
  const bondBounds = ptr(Slot.bondOffsets) + (<usize>i << 2);
  let weights = ptr(Slot.weightEntries) + (<usize>load<u32>(weightBounds) << 2);
  const weightsEnd = hasWeights(i) ? ptr(Slot.weightEntries) + (<usize>load<u32>(weightBounds, 4) << 2) : weights;
  let bonds = ptr(Slot.bondEntries) + (<usize>load<u32>(bondBounds) << 2);
  const bondsEnd = ptr(Slot.bondEntries) + (<usize>load<u32>(bondBounds, 4) << 2);
  let total: u64 = 0;
  let largest: u32 = 0;
  let flags = 0;
  let previous = -1;
  let nextWeight = weights < weightsEnd ? <u32>load<u16>(weights) : NONE;
  let nextBond = bonds < bondsEnd ? <u32>load<u16>(bonds) : NONE;
  for (;;) {
    const j = min(nextWeight, nextBond);
    if (j == NONE) break;
    // A row that does not ascend shows as a column that does not.
    if (<i32>j <= previous) flags |= UNSORTED;
    previous = <i32>j;
    let weight: u32 = 0;
    let bond: u32 = 0;
    if (nextWeight == j) {
      weight = load<u16>(weights, 2);
      weights += 4;
      nextWeight = weights < weightsEnd ? <u32>load<u16>(weights) : NONE;
      if (weight == 0) flags |= ZERO;
    }
    if (nextBond == j) {
      bond = load<u16>(bonds, 2);
      bonds += 4;
      nextBond = bonds < bondsEnd ? <u32>load<u16>(bonds) : NONE;
    }
    if (j >= n) continue;
    if (j == own) weight = 0;
    if (masks) {
      if (weight != 0 && isMasked(i, j)) weight = 0;
      if (bond != 0 && isBondMasked(i, j)) bond = 0;
    }
    if ((weight | bond) == 0) continue;
    total += <u64>weight;
    largest = max(largest, weight);
    store<u64>(to, <u64>(j | (weight << 16)) | (<u64>bond << 32));
    to += 8;
    const count = counts + (<usize>j << 2);
    store<u32>(count, load<u32>(count) + 1);
  }
  merged.flags = flags;
  merged.total = total;
  merged.largest = largest;
  return to;
}

/**
 * Columns by falling length, 16 to a tile; `tileStarts` are offsets of the tiles' records in levels. Returns false
 * where there is no memory for the records. Columns without entries are in no tile.
 */
export function orderColumns(): bool {
  const n = int(Slot.n);
  const rows = int(Slot.rowCount);
  const counts = ptr(Slot.columnCounts);
  const order = allocate(<u64>n << 2);
  const histogram = allocate((<u64>rows + 2) << 2);
  memory.fill(histogram, 0, (<usize>rows + 2) << 2);
  for (let j = 0; j < n; j++) {
    const bin = histogram + (<usize>load<u32>(counts + (<usize>j << 2)) << 2);
    store<u32>(bin, load<u32>(bin) + 1);
  }
  let position: u32 = 0;
  for (let length = rows; length >= 0; length--) {
    const bin = histogram + (<usize>length << 2);
    const columns = load<u32>(bin);
    store<u32>(bin, position);
    position += columns;
    if (length == 1) set(Slot.usedColumns, position);
  }
  if (rows == 0) set(Slot.usedColumns, 0);
  for (let j = 0; j < n; j++) {
    const bin = histogram + (<usize>load<u32>(counts + (<usize>j << 2)) << 2);
    const to = load<u32>(bin);
    store<u32>(bin, to + 1);
    store<u32>(order + (<usize>to << 2), j);
  }
  set(Slot.columnOrder, <i64>order);
  return placeTiles(order, counts);
}

function placeTiles(order: usize, counts: usize): bool {
  const used = int(Slot.usedColumns);
  const tiles = (used + 15) >> 4;
  const starts = allocate((<u64>tiles + 1) << 2);
  let levels: u32 = 0;
  for (let t = 0; t < tiles; t++) {
    store<u32>(starts + (<usize>t << 2), levels);
    levels += load<u32>(counts + (<usize>load<u32>(order + (<usize>t << 6)) << 2));
  }
  store<u32>(starts + (<usize>tiles << 2), levels);
  set(Slot.tileCount, tiles);
  set(Slot.tileStarts, <i64>starts);
  const bytes = <u64>levels * LEVEL;
  if (!reserve(bytes)) return false;
  set(Slot.shares, <i64>allocate(bytes));
  memory.fill(ptr(Slot.shares), 0, <usize>bytes);
  return true;
}

/** Every entry to its column, normalised; `rowEntries` becomes u64: column, address of its record << 32. */
export function scatterColumns(): void {
  const next = ptr(Slot.columnCounts);
  const order = ptr(Slot.columnOrder);
  const starts = ptr(Slot.tileStarts);
  for (let c = 0, used = int(Slot.usedColumns); c < used; c++) {
    const start = ptr(Slot.shares) + <usize>load<u32>(starts + (<usize>(c >> 4) << 2)) * LEVEL;
    store<u32>(next + (<usize>load<u32>(order + (<usize>c << 2)) << 2), <u32>(start + (<usize>(c & 15) << 3)));
  }
  const rowStarts = ptr(Slot.rowStarts);
  for (let r = 0, rows = int(Slot.rowCount); r < rows; r++) {
    const scale = load<f64>(ptr(Slot.rowScale) + (<usize>r << 3));
    const row = <u64>r << 48;
    const end = <usize>load<u32>(rowStarts + (<usize>r << 2), 4);
    for (let at = <usize>load<u32>(rowStarts + (<usize>r << 2)); at < end; at += 8) {
      const entry = load<u64>(at);
      const j = <u32>entry & 0xffff;
      const weight = <u64>(<u32>(<f64>(<u32>entry >> 16) * scale));
      const cursor = next + (<usize>j << 2);
      const record = load<u32>(cursor);
      store<u64>(record, weight | (entry & 0xffff_0000_0000) | row);
      store<u32>(cursor, record + <u32>LEVEL);
      store<u64>(at, <u64>j | (<u64>record << 32));
    }
  }
}
