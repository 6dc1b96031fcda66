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

/** Writes the values of row i to their columns. Runs of eight neighbours go at once. */
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
      const first = load<u16>(at);
      if (<i32>first > previous && <u32>first + 8 <= n && isRun(at, first)) {
        const values = runValues(at);
        v128.store(to + (<usize>first << 1), values);
        if (!i16x8.all_true(values)) flags |= ZERO;
        previous = <i32>first + 7;
        at += 32;
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

/** Whether the eight pairs at `at` name the columns first, first + 1 … */
// @ts-ignore: decorator
@inline
function isRun(at: usize, first: u32): bool {
  const columns = i32x4.splat(0xffff);
  const expected = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  const same = v128.and(
    i32x4.eq(v128.and(v128.load(at), columns), expected),
    i32x4.eq(v128.and(v128.load(at, 16), columns), i32x4.add(expected, i32x4.splat(4))),
  );
  return i32x4.all_true(same);
}

// @ts-ignore: decorator
@inline
function runValues(at: usize): v128 {
  return i16x8.narrow_i32x4_u(i32x4.shr_u(v128.load(at), 16), i32x4.shr_u(v128.load(at, 16), 16));
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
