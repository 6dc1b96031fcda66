/**
 * Consensus: the stake-weighted median of each column at kappa.
 *
 * v* = min { score v : stake(score > v) < kappa }, else the largest score: what upstream's partition loop returns.
 * Bisected bit by bit, so no order of the entries matters. TypeScript twin: `src/math/weighted-median.ts`.
 */
import { u16ProportionToFixed } from '../fixed/i32f32';
import { allocate, get, int, ptr } from '../memory';
import { Slot } from '../slots';
import { Matrix, at, newVector, put } from './matrix';

/** Scores of one column, with the stake behind each. */
// @ts-ignore: decorator
@unmanaged
class Column {
  scores: usize;
  stakes: usize;
  count: i32;
}

/** Fills `consensus`. */
export function weightedMedianCol(weights: Matrix): void {
  const n = int(Slot.n);
  const consensus = ptr(Slot.consensus);
  if (int(Slot.voters) == 0) {
    memory.fill(consensus, 0, <usize>n << 3);
    return;
  }
  const starts = newVector();
  const lengths = newVector();
  const entries = <u64>weights.entries();
  const scores = allocate(entries << 3);
  const stakes = allocate(entries << 3);
  gatherColumns(weights, starts, lengths, scores, stakes);
  const column = changetype<Column>(allocate(16));
  const kappa = u16ProportionToFixed(int(Slot.kappa));
  for (let j: u32 = 0; j < <u32>n; j++) {
    const start = <usize>at(starts, j) << 3;
    column.scores = scores + start;
    column.stakes = stakes + start;
    column.count = <i32>at(lengths, j);
    put(consensus, j, weightedMedian(column, kappa));
  }
}

/** Entries of voting rows by column; of several entries of one row in one column the last counts. */
function gatherColumns(weights: Matrix, starts: usize, lengths: usize, scores: usize, stakes: usize): void {
  const n = int(Slot.n);
  const active = ptr(Slot.activeStake);
  const voting = ptr(Slot.votingStake);
  const lastRow = newVector();
  for (let i = 0; i < n; i++) {
    if (at(active, i) <= 0) continue;
    for (let k = weights.start(i); k < weights.end(i); k++) {
      const j = weights.column(k);
      put(starts, j + 1, at(starts, j + 1) + 1);
    }
  }
  for (let j: u32 = 0; j < <u32>n; j++) put(starts, j + 1, at(starts, j + 1) + at(starts, j));
  for (let i = 0; i < n; i++) {
    if (at(active, i) <= 0) continue;
    for (let k = weights.start(i); k < weights.end(i); k++) {
      const j = weights.column(k);
      let length = at(lengths, j);
      // Rows are counted from 1 here, so that 0 means none yet.
      if (at(lastRow, j) == <i64>i + 1) length--;
      put(lastRow, j, <i64>i + 1);
      const slot = <u32>(at(starts, j) + length);
      put(scores, slot, weights.value(k));
      put(stakes, slot, at(voting, i));
      put(lengths, j, length + 1);
    }
  }
}

function weightedMedian(column: Column, kappa: i64): i64 {
  if (kappa == 0) return greatest(column);
  if (stakeAbove(column, 0) < kappa) return smallest(column);
  // The largest v with stake(score > v) >= kappa, bit by bit; the median is the next integer.
  let below: i64 = 0;
  for (let bit = 63 - <i32>clz(greatest(column)); bit >= 0; bit--) {
    const candidate = below | ((<i64>1) << bit);
    if (stakeAbove(column, candidate) >= kappa) below = candidate;
  }
  return below + 1;
}

function stakeAbove(column: Column, score: i64): i64 {
  let total: i64 = 0;
  for (let k = 0; k < column.count; k++) {
    if (at(column.scores, k) > score) total += at(column.stakes, k);
  }
  return total;
}

/** 0 where some voter has no entry. */
function smallest(column: Column): i64 {
  if (column.count < int(Slot.voters)) return 0;
  let result = i64.MAX_VALUE;
  for (let k = 0; k < column.count; k++) result = min<i64>(result, at(column.scores, k));
  return result;
}

function greatest(column: Column): i64 {
  let result: i64 = 0;
  for (let k = 0; k < column.count; k++) result = max<i64>(result, at(column.scores, k));
  return result;
}
