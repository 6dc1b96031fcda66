/**
 * Bonds and dividends of Yuma 2 and 3, any alpha. TypeScript twins: `src/epoch/bonds-yuma2.ts`, `bonds-yuma3.ts`,
 * `src/math/ema.ts`, `src/math/normalize.ts`.
 */
import {
  ONE,
  checkedMulOrZero,
  safeDiv,
  saturatingAdd,
  saturatingMul,
  saturatingSub,
  u16ProportionToFixed,
} from '../fixed/i32f32';
import { allocate, get, int, ptr } from '../memory';
import { Slot } from '../slots';
import { lastUpdateOf } from '../steps/active';
import { bondsAlpha } from '../steps/bonds-alpha';
import { normalize } from '../steps/normalize';
import { ColumnSet, newColumnSet } from './column-set';
import { matEmaAlpha } from './liquid-alpha';
import { Matrix, at, newMatrix, newVector, put } from './matrix';

/** Stored bonds that count: as integers (Yuma 2) or as proportions (Yuma 3). */
export function readBonds(): Matrix {
  const matrix = newMatrix(<u64>get(Slot.bondPairs));
  const offsets = ptr(Slot.bondOffsets);
  const entries = ptr(Slot.bondEntries);
  const asProportion = int(Slot.yuma3) != 0;
  let end: u32 = 0;
  for (let i = 0, n = int(Slot.n); i < n; i++) {
    const to = load<u32>(offsets + (<usize>i << 2), 4);
    for (let k = load<u32>(offsets + (<usize>i << 2)); k < to; k++) {
      const pair = load<u32>(entries + (<usize>k << 2));
      const j = pair & 0xffff;
      if (isBondMasked(i, j)) continue;
      matrix.put(end++, j, asProportion ? u16ProportionToFixed(pair >> 16) : <i64>(pair >> 16) << 32);
    }
    matrix.closeRow(i, end);
  }
  return matrix;
}

/** Registered since the last tempo (2026), since the validator's last update (2024). */
export function isBondMasked(i: i32, j: u32): bool {
  const registered = j < <u32>int(Slot.n) ? load<u64>(ptr(Slot.blockAtRegistration) + (<usize>j << 3)) : 0;
  const since = int(Slot.ruleset2024) ? lastUpdateOf(i) : <u64>get(Slot.lastTempoBlock);
  return since <= registered;
}

export function bondsYuma2(weightsForBonds: Matrix): Matrix {
  const bonds = readBonds();
  colNormalize(bonds, bonds.values);
  const bondsDelta = weightsForBonds;
  rowHadamard(bondsDelta, ptr(Slot.activeStake));
  colNormalize(bondsDelta, bondsDelta.values);
  const ema = matEma(bondsDelta, bonds, bondsAlpha());
  colNormalize(ema, ema.values);
  const dividends = ptr(Slot.dividends);
  const incentive = ptr(Slot.incentive);
  for (let i = 0, n = int(Slot.n); i < n; i++) {
    let total: i64 = 0;
    for (let k = ema.start(i); k < ema.end(i); k++) {
      total = saturatingAdd(total, saturatingMul(at(incentive, ema.column(k)), ema.value(k)));
    }
    put(dividends, i, total);
  }
  normalize(dividends, dividends, int(Slot.n));
  colMaxUpscale(ema);
  return ema;
}

export function bondsYuma3(weightsForBonds: Matrix): Matrix {
  const bonds = readBonds();
  const liquid = int(Slot.liquidAlpha) != 0 && anyConsensus();
  const ema = liquid ? matEmaAlpha(weightsForBonds, bonds) : matEma(weightsForBonds, bonds, bondsAlpha());
  const shares = allocate(<u64>ema.entries() << 3);
  colNormalize(ema, shares);
  const dividends = ptr(Slot.dividends);
  const incentive = ptr(Slot.incentive);
  const stake = ptr(Slot.activeStake);
  for (let i = 0, n = int(Slot.n); i < n; i++) {
    let total: i64 = 0;
    for (let k = ema.start(i); k < ema.end(i); k++) {
      total += saturatingMul(at(shares, k), at(incentive, ema.column(k)));
    }
    put(dividends, i, checkedMulOrZero(total, at(stake, i)));
  }
  normalize(dividends, dividends, int(Slot.n));
  return ema;
}

export function anyConsensus(): bool {
  const consensus = ptr(Slot.consensus);
  for (let j = 0, n = int(Slot.n); j < n; j++) if (at(consensus, j) != 0) return true;
  return false;
}

/** `row_hadamard_sparse` in place. */
function rowHadamard(matrix: Matrix, vector: usize): void {
  for (let i = 0, n = int(Slot.n); i < n; i++) {
    for (let k = matrix.start(i); k < matrix.end(i); k++) {
      matrix.setValue(k, saturatingMul(matrix.value(k), at(vector, i)));
    }
  }
}

/** `mat_ema_sparse`: rows come out sorted and hold only what is > 0. */
function matEma(newer: Matrix, older: Matrix, alpha: i64): Matrix {
  const result = newMatrix(<u64>newer.entries() + <u64>older.entries());
  const rest = saturatingSub(ONE, alpha);
  const sums = newVector();
  const columns = newColumnSet();
  let end: u32 = 0;
  for (let i = 0, n = int(Slot.n); i < n; i++) {
    addScaled(sums, columns, newer, i, alpha);
    addScaled(sums, columns, older, i, rest);
    for (let j = columns.first(); j >= 0; j = columns.next(j)) {
      if (at(sums, j) > 0) result.put(end++, j, at(sums, j));
      put(sums, j, 0);
    }
    columns.clear();
    result.closeRow(i, end);
  }
  return result;
}

function addScaled(sums: usize, columns: ColumnSet, matrix: Matrix, i: i32, scale: i64): void {
  const n = <u32>int(Slot.n);
  for (let k = matrix.start(i); k < matrix.end(i); k++) {
    const j = matrix.column(k);
    if (j >= n) continue;
    columns.add(j);
    put(sums, j, saturatingAdd(at(sums, j), saturatingMul(scale, matrix.value(k))));
  }
}

/** `inplace_col_normalize_sparse` of the values, into `to`; columns >= n keep theirs. */
function colNormalize(matrix: Matrix, to: usize): void {
  const n = <u32>int(Slot.n);
  const sums = newVector();
  const entries = matrix.entries();
  for (let k: u32 = 0; k < entries; k++) {
    const j = matrix.column(k);
    if (j < n) put(sums, j, saturatingAdd(at(sums, j), matrix.value(k)));
  }
  divideColumns(matrix, sums, to);
}

/** `inplace_col_max_upscale_sparse`. */
function colMaxUpscale(matrix: Matrix): void {
  const n = <u32>int(Slot.n);
  const largest = newVector();
  const entries = matrix.entries();
  for (let k: u32 = 0; k < entries; k++) {
    const j = matrix.column(k);
    if (j < n) put(largest, j, max<i64>(at(largest, j), matrix.value(k)));
  }
  divideColumns(matrix, largest, matrix.values);
}

function divideColumns(matrix: Matrix, divisors: usize, to: usize): void {
  const n = <u32>int(Slot.n);
  const entries = matrix.entries();
  for (let k: u32 = 0; k < entries; k++) {
    const j = matrix.column(k);
    const divisor = j < n ? at(divisors, j) : 0;
    put(to, k, divisor == 0 ? matrix.value(k) : safeDiv(matrix.value(k), divisor));
  }
}
