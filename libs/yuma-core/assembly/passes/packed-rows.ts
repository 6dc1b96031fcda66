/**
 * Pass 1, packed: the union of each row's weights and bonds, then every entry to its column.
 *
 * A tile holds 16 columns of similar length, sorted by length, so that padding is little. An entry is a record of
 * 8 bytes: normalised weight u32, bond u16, row u16.
 *
 * | step | function |
 * | --- | --- |
 * | read and mask, row sums | placeRows, mergeRows |
 * | columns to tiles | orderColumns |
 * | row normalisation, rows to columns | scatterColumns |
 */
import { isBondMasked } from '../general/bonds';
import { isMasked } from '../general/weights';
import { allocate, get, int, ptr, reserve, set } from '../memory';
import { sumU32 } from '../simd/lanes';
import { Slot } from '../slots';
import { addRowFlags, claim } from './claim';
import { UNSORTED, ZERO, finishRow, hasWeights, mayMaskBonds, mayMaskWeights, rowField } from './rows';

/** Bytes of one level of a tile: 16 records. */
export const LEVEL: usize = 128;
const NONE: u32 = 0x10000;

/** With several threads: chunks per thread, so that they end together. */
const CHUNKS_PER_THREAD: i32 = 4;

function chunkCount(): i32 {
  const threads = int(Slot.threads);
  return threads <= 1 ? 1 : threads * CHUNKS_PER_THREAD;
}

/** The first row of a chunk. */
// @ts-ignore: decorator
@inline
function chunkStart(chunk: i32): i32 {
  return <i32>((<i64>int(Slot.rowCount) * chunk) / int(Slot.chunks));
}

/** A u32 per column, of one chunk. */
// @ts-ignore: decorator
@inline
function cursorsOf(chunk: i32): usize {
  return ptr(Slot.columnCursors) + ((<usize>chunk * <usize>int(Slot.n)) << 2);
}

/** Bytes that `placeRows` and `orderColumns` take at most, but for the records. */
export function packedBytes(): u64 {
  const pairs = <u64>get(Slot.weightPairs) + <u64>get(Slot.bondPairs);
  return pairs * 8 + <u64>int(Slot.n) * (64 + 4 * <u64>chunkCount()) + 8192;
}

/** What a merge of one row leaves besides its entries. */
// @ts-ignore: decorator
@unmanaged
class Merged {
  flags: i32;
  total: u64;
  largest: u32;
}
const MERGED_BYTES: usize = 64;

/** Room for every row's union of weights and bonds. Phase `packedRows` fills it. */
export function placeRows(): void {
  const rows = int(Slot.rowCount);
  const n = <u64>int(Slot.n);
  const chunks = chunkCount();
  set(Slot.chunks, chunks);
  set(Slot.rowEntries, <i64>allocate((<u64>get(Slot.weightPairs) + <u64>get(Slot.bondPairs)) << 3));
  set(Slot.rowStarts, <i64>allocate(<u64>rows << 2));
  set(Slot.rowEnds, <i64>allocate(<u64>rows << 2));
  set(Slot.columnCursors, <i64>allocate((n * <u64>chunks) << 2));
  set(Slot.columnCounts, <i64>allocate(n << 2));
  set(Slot.tileScratch, <i64>allocate(<u64>int(Slot.threads) * MERGED_BYTES));
  let at = ptr(Slot.rowEntries);
  for (let r = 0; r < rows; r++) {
    const i = <i32>rowField(Slot.rowUid, r);
    store<u32>(ptr(Slot.rowStarts) + (<usize>r << 2), <u32>at);
    at += (<usize>(hasWeights(i) ? rowLength(Slot.weightOffsets, i) : 0) + <usize>rowLength(Slot.bondOffsets, i)) << 3;
  }
}

function rowLength(offsets: Slot, i: i32): u32 {
  const at = ptr(offsets) + (<usize>i << 2);
  return load<u32>(at, 4) - load<u32>(at);
}

/** Phase `packedRows`, one thread's share: u64 per entry: column, weight << 16, bond << 32. Adds to the flags of all rows. */
export function mergeRows(thread: i32): void {
  const merged = changetype<Merged>(ptr(Slot.tileScratch) + <usize>thread * MERGED_BYTES);
  const starts = ptr(Slot.rowStarts);
  const ends = ptr(Slot.rowEnds);
  let flags = 0;
  for (let chunk = claim(1), chunks = int(Slot.chunks); chunk < chunks; chunk = claim(1)) {
    const counts = cursorsOf(chunk);
    memory.fill(counts, 0, <usize>int(Slot.n) << 2);
    for (let r = chunkStart(chunk), end = chunkStart(chunk + 1); r < end; r++) {
      const from = <usize>load<u32>(starts + (<usize>r << 2));
      const i = <i32>rowField(Slot.rowUid, r);
      const masks = mayMaskWeights(i) || mayMaskBonds(i);
      const to = masks ? mergeRow(from, i, counts, true, merged) : mergeRow(from, i, counts, false, merged);
      store<u32>(ends + (<usize>r << 2), <u32>to);
      flags |= merged.flags | finishRow(r, merged.total, merged.largest);
    }
  }
  addRowFlags(flags);
}

/** Writes the union of row i from `to` on; returns where it ends. Columns must ascend. */
// @ts-ignore: decorator
@inline
function mergeRow(to: usize, i: i32, counts: usize, masks: bool, merged: Merged): usize {
  const n = <u32>int(Slot.n);
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
  let totals = i32x4.splat(0);
  let largests = totals;
  for (;;) {
    const j = min(nextWeight, nextBond);
    if (j == NONE) break;
    // Bonds lie where weights do, as a rule: four of each at once.
    if (!masks && nextWeight == nextBond && <i32>j > previous && weights + 16 <= weightsEnd && bonds + 16 <= bondsEnd) {
      const four = v128.load(weights);
      const fourBonds = v128.load(bonds);
      if (isPlain(four, fourBonds, own, n)) {
        const values = i32x4.shr_u(four, 16);
        totals = i32x4.add(totals, values);
        largests = i32x4.max_u(largests, values);
        const bondValues = i32x4.shr_u(fourBonds, 16);
        v128.store(to, v128.shuffle<i32>(four, bondValues, 0, 4, 1, 5));
        v128.store(to, v128.shuffle<i32>(four, bondValues, 2, 6, 3, 7), 16);
        count(counts, j);
        count(counts, load<u16>(weights, 4));
        count(counts, load<u16>(weights, 8));
        previous = <i32>load<u16>(weights, 12);
        count(counts, <u32>previous);
        to += 32;
        weights += 16;
        bonds += 16;
        nextWeight = weights < weightsEnd ? <u32>load<u16>(weights) : NONE;
        nextBond = bonds < bondsEnd ? <u32>load<u16>(bonds) : NONE;
        continue;
      }
    }
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
    count(counts, j);
  }
  merged.flags = flags;
  // Sums of u16: a row has less than 2^16 of them.
  merged.total = total + sumU32(totals);
  merged.largest = max(largest, largestOf(largests));
  return to;
}

/** Four pairs of the same ascending columns, none of them the validator's own or beyond n, no weight 0. */
// @ts-ignore: decorator
@inline
function isPlain(weights: v128, bonds: v128, own: u32, n: u32): bool {
  const lowHalf = i32x4.splat(0xffff);
  const columns = v128.and(weights, lowHalf);
  const following = v128.shuffle<i32>(columns, i32x4.splat(<i32>n), 1, 2, 3, 4);
  const odd = v128.or(
    v128.or(v128.and(v128.xor(weights, bonds), lowHalf), i32x4.ge_s(columns, following)),
    v128.or(i32x4.eq(columns, i32x4.splat(own)), i32x4.le_u(weights, lowHalf)),
  );
  return !v128.any_true(odd);
}

// @ts-ignore: decorator
@inline
function count(counts: usize, j: u32): void {
  const at = counts + (<usize>j << 2);
  store<u32>(at, load<u32>(at) + 1);
}

// @ts-ignore: decorator
@inline
function largestOf(x: v128): u32 {
  const pairs = i32x4.max_u(x, v128.shuffle<i32>(x, x, 2, 3, 0, 1));
  return max(<u32>i32x4.extract_lane(pairs, 0), <u32>i32x4.extract_lane(pairs, 1));
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
  addUpChunks(counts);
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
  if (!placeTiles(order, counts)) return false;
  placeCursors(order, counts);
  return true;
}

/** The length of each column. */
function addUpChunks(counts: usize): void {
  const bytes = <usize>int(Slot.n) << 2;
  memory.copy(counts, cursorsOf(0), bytes);
  for (let chunk = 1, chunks = int(Slot.chunks); chunk < chunks; chunk++) {
    const more = cursorsOf(chunk);
    for (let at: usize = 0; at < bytes; at += 4) store<u32>(counts + at, load<u32>(counts + at) + load<u32>(more + at));
  }
}

/** Where each chunk's first entry of a column goes; the records below a column, up to its tile's depth, hold nothing. */
function placeCursors(order: usize, counts: usize): void {
  const starts = ptr(Slot.tileStarts);
  const records = ptr(Slot.shares);
  const chunks = int(Slot.chunks);
  const lanes = int(Slot.tileCount) << 4;
  for (let c = 0; c < lanes; c++) {
    const start = starts + (<usize>(c >> 4) << 2);
    const lane = records + (<usize>(c & 15) << 3);
    let record = lane + <usize>load<u32>(start) * LEVEL;
    if (c < int(Slot.usedColumns)) {
      const j = <usize>load<u32>(order + (<usize>c << 2)) << 2;
      for (let chunk = 0; chunk < chunks; chunk++) {
        const cursor = cursorsOf(chunk) + j;
        const count = <usize>load<u32>(cursor);
        store<u32>(cursor, <u32>record);
        record += count * LEVEL;
      }
    }
    const end = lane + <usize>load<u32>(start, 4) * LEVEL;
    for (; record < end; record += LEVEL) store<u64>(record, 0);
  }
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
  return true;
}

/**
 * Phase `packedColumns`, one thread's share: every entry to its column, normalised; `rowEntries` becomes u64: column,
 * address of its record << 32.
 */
export function scatterColumns(): void {
  const rowStarts = ptr(Slot.rowStarts);
  const rowEnds = ptr(Slot.rowEnds);
  for (let chunk = claim(1), chunks = int(Slot.chunks); chunk < chunks; chunk = claim(1)) {
    const next = cursorsOf(chunk);
    for (let r = chunkStart(chunk), last = chunkStart(chunk + 1); r < last; r++) {
      const scale = load<f64>(ptr(Slot.rowScale) + (<usize>r << 3));
      const row = <u64>r << 48;
      const end = <usize>load<u32>(rowEnds + (<usize>r << 2));
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
}
