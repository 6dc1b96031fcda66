/**
 * Pass 1, dense: rows of (uid, value) pairs into two u16 matrices, row by row, zeros where nothing is stored.
 *
 * | step | function |
 * | --- | --- |
 * | read and mask weights | scatterRow, isMasked |
 * | read and mask bonds | scatterRow, isBondMasked |
 * | row sums | sumRow |
 */
import { isBondMasked } from '../general/bonds';
import { isMasked } from '../general/weights';
import { int, ptr } from '../memory';
import { Slot } from '../slots';
import { addRowFlags, claim, claimSize } from './claim';
import { DUPLICATE, UNSORTED, ZERO, finishRow, hasWeights, mayMaskBonds, mayMaskWeights, rowField } from './rows';

/** Fills both matrices and the scale of every row that this thread claims; adds to the flags of all rows. */
export function scatterRows(): void {
  const rows = int(Slot.rowCount);
  const size = claimSize(rows);
  let flags = 0;
  for (let first = claim(size); first < rows; first = claim(size)) {
    for (let r = first, end = min(first + size, rows); r < end; r++) flags |= scatterBoth(r);
  }
  addRowFlags(flags);
}

function scatterBoth(r: i32): i32 {
  const stride = ptr(Slot.rowStride);
  const weights = ptr(Slot.denseWeights) + <usize>r * stride;
  const bonds = ptr(Slot.denseBonds) + <usize>r * stride;
  const i = <i32>rowField(Slot.rowUid, r);
  let flags = 0;
  memory.fill(weights, 0, stride);
  memory.fill(bonds, 0, stride);
  if (hasWeights(i)) {
    flags |= scatterRow(weights, Slot.weightOffsets, Slot.weightEntries, i, mayMaskWeights(i), true);
    if (i != int(Slot.ownerUid)) store<u16>(weights + (<usize>i << 1), 0);
  }
  flags |= sumRow(r, weights, stride);
  return flags | scatterRow(bonds, Slot.bondOffsets, Slot.bondEntries, i, mayMaskBonds(i), false);
}

/** Writes the values of row i to their columns. Runs of 32 or of 8 neighbours go at once. */
function scatterRow(to: usize, offsets: Slot, entries: Slot, i: i32, masks: bool, weights: bool): i32 {
  const n = <u32>int(Slot.n);
  const own = weights && i != int(Slot.ownerUid) ? <u32>i : u32.MAX_VALUE;
  const bounds = ptr(offsets) + (<usize>i << 2);
  const base = ptr(entries);
  let at = base + (<usize>load<u32>(bounds) << 2);
  const end = base + (<usize>load<u32>(bounds, 4) << 2);
  let flags = 0;
  let previous = -1;
  let scalars = 0;
  while (at < end) {
    if (scalars == 0 && !masks && at + 32 <= end) {
      const first = <u32>load<u16>(at);
      const run = <i32>first <= previous ? 0 : runAt(at, end, first, n);
      if (run != 0) {
        const cells = to + (<usize>first << 1);
        if (run == 32 ? writeRun(cells, at) : writeEight(cells, at)) flags |= ZERO;
        previous = <i32>first + run - 1;
        at += <usize>run << 2;
        continue;
      }
      scalars = 8;
    }
    if (scalars > 0) scalars--;
    const pair = load<u32>(at);
    const j = pair & 0xffff;
    at += 4;
    if (<i32>j <= previous) flags |= UNSORTED;
    else previous = <i32>j;
    if (j >= n || j == own) continue;
    if (masks && (weights ? isMasked(i, j) : isBondMasked(i, j))) continue;
    const cell = to + (<usize>j << 1);
    if (load<u16>(cell) != 0) flags |= DUPLICATE;
    const value = pair >> 16;
    if (value == 0) flags |= ZERO;
    store<u16>(cell, <u16>value);
  }
  return weights ? flags : flags & ~ZERO;
}

/** How many pairs at `at` certainly name the columns first, first + 1 …: 32, 8 or 0. At least 8 are there. */
// @ts-ignore: decorator
@inline
function runAt(at: usize, end: usize, first: u32, n: u32): i32 {
  const expected = i16x8.add(i16x8.splat(<i16>first), i16x8(0, 1, 2, 3, 4, 5, 6, 7));
  const head = v128.xor(columnsAt(at), expected);
  if (first + 8 > n || v128.any_true(head)) return 0;
  if (at + 128 > end || first + 32 > n) return 8;
  const eight = i16x8.splat(8);
  const second = i16x8.add(expected, eight);
  const third = i16x8.add(second, eight);
  const tail = v128.or(
    v128.or(v128.xor(columnsAt(at + 32), second), v128.xor(columnsAt(at + 64), third)),
    v128.xor(columnsAt(at + 96), i16x8.add(third, eight)),
  );
  return v128.any_true(tail) ? 8 : 32;
}

// @ts-ignore: decorator
@inline
function columnsAt(at: usize): v128 {
  return v128.shuffle<i16>(v128.load(at), v128.load(at, 16), 0, 2, 4, 6, 8, 10, 12, 14);
}

// @ts-ignore: decorator
@inline
function valuesAt(at: usize): v128 {
  return v128.shuffle<i16>(v128.load(at), v128.load(at, 16), 1, 3, 5, 7, 9, 11, 13, 15);
}

/** Writes 32 values; returns whether one is 0. */
// @ts-ignore: decorator
@inline
function writeRun(to: usize, at: usize): bool {
  const values0 = valuesAt(at);
  const values1 = valuesAt(at + 32);
  const values2 = valuesAt(at + 64);
  const values3 = valuesAt(at + 96);
  v128.store(to, values0);
  v128.store(to, values1, 16);
  v128.store(to, values2, 32);
  v128.store(to, values3, 48);
  return !i16x8.all_true(i16x8.min_u(i16x8.min_u(values0, values1), i16x8.min_u(values2, values3)));
}

/** Writes 8 values; returns whether one is 0. */
// @ts-ignore: decorator
@inline
function writeEight(to: usize, at: usize): bool {
  const values = valuesAt(at);
  v128.store(to, values);
  return !i16x8.all_true(values);
}

/** Sum and largest of a row of u16. */
function sumRow(r: i32, row: usize, stride: usize): i32 {
  let sums = i32x4.splat(0);
  let largest = i16x8.splat(0);
  for (let at = row, end = row + stride; at < end; at += 16) {
    const values = v128.load(at);
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(values));
    largest = i16x8.max_u(largest, values);
  }
  const total =
    <u64>(<u32>i32x4.extract_lane(sums, 0)) +
    <u64>(<u32>i32x4.extract_lane(sums, 1)) +
    <u64>(<u32>i32x4.extract_lane(sums, 2)) +
    <u64>(<u32>i32x4.extract_lane(sums, 3));
  largest = i16x8.max_u(largest, v128.shuffle<i32>(largest, largest, 2, 3, 0, 1));
  largest = i16x8.max_u(largest, v128.shuffle<i32>(largest, largest, 1, 0, 3, 2));
  const top = max(i16x8.extract_lane_u(largest, 0), i16x8.extract_lane_u(largest, 1));
  return finishRow(r, total, top);
}
