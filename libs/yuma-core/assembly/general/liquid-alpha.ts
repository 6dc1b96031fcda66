/**
 * Liquid alpha: a speed for each cell, and the average that uses it. TypeScript twins: `src/epoch/liquid-alpha.ts`,
 * `src/math/ema.ts` matEmaAlphaSparse.
 */
import { alphaOfDifference, buyOrSellDifference } from '../fixed/exp';
import {
  ONE,
  saturatingAdd,
  saturatingDiv,
  saturatingMul,
  saturatingSub,
  u16ProportionToFixed,
} from '../fixed/i32f32';
import { int, ptr } from '../memory';
import { Slot } from '../slots';
import { Matrix, at, newMatrix, newVector, put } from './matrix';

/** Steepness / −100: the slope of the exponent. */
export function alphaSlope(): i64 {
  return saturatingDiv(<i64>int(Slot.alphaSigmoidSteepness) << 32, -100 << 32);
}

/** Emits only entries of the new row, in its order: an old bond without a current weight vanishes at once. */
export function matEmaAlpha(newer: Matrix, older: Matrix): Matrix {
  const n = <u32>int(Slot.n);
  const result = newMatrix(newer.entries());
  const bonds = newVector();
  const seenWeight = newVector();
  const seenBond = newVector();
  let end: u32 = 0;
  for (let i = 0; i < <i32>n; i++) {
    scatterLast(bonds, older, i);
    scatterSeen(seenWeight, newer, i);
    scatterSeen(seenBond, older, i);
    for (let k = newer.start(i); k < newer.end(i); k++) {
      const j = newer.column(k);
      const alpha = alphaOfCell(at(ptr(Slot.consensus), j), at(seenWeight, j), at(seenBond, j));
      const ema = emaClamped(newer.value(k), at(bonds, j), alpha);
      if (ema > 0) result.put(end++, j, ema);
    }
    result.closeRow(i, end);
    eraseRow(bonds, older, i);
    eraseRow(seenWeight, newer, i);
    eraseRow(seenBond, older, i);
  }
  return result;
}

function alphaOfCell(consensus: i64, weight: i64, bond: i64): i64 {
  const low = u16ProportionToFixed(int(Slot.alphaLow));
  const high = u16ProportionToFixed(int(Slot.alphaHigh));
  return alphaOfDifference(buyOrSellDifference(consensus, weight, bond), low, high, alphaSlope());
}

function emaClamped(newer: i64, older: i64, alpha: i64): i64 {
  const decayed = saturatingMul(saturatingSub(ONE, alpha), older);
  const increment = max<i64>(saturatingMul(alpha, newer), 0);
  return min<i64>(saturatingAdd(decayed, increment), ONE);
}

/** Of several entries of one column the last counts. */
function scatterLast(vector: usize, matrix: Matrix, i: i32): void {
  const n = <u32>int(Slot.n);
  for (let k = matrix.start(i); k < matrix.end(i); k++) {
    if (matrix.column(k) < n) put(vector, matrix.column(k), matrix.value(k));
  }
}

/**
 * What upstream's peekable walk over columns 0, 1, 2 … sees: entries below the asked column are passed over for good,
 * so only entries that raise the running maximum are seen, the first of equal ones.
 */
function scatterSeen(vector: usize, matrix: Matrix, i: i32): void {
  const n = <i64>int(Slot.n);
  let reached: i64 = -1;
  for (let k = matrix.start(i); k < matrix.end(i); k++) {
    const j = <i64>matrix.column(k);
    if (j <= reached) continue;
    reached = j;
    if (j < n) put(vector, <u32>j, matrix.value(k));
  }
}

function eraseRow(vector: usize, matrix: Matrix, i: i32): void {
  const n = <u32>int(Slot.n);
  for (let k = matrix.start(i); k < matrix.end(i); k++) {
    if (matrix.column(k) < n) put(vector, matrix.column(k), 0);
  }
}
