/**
 * Liquid alpha: each bond has its own speed, from a sigmoid of how far the weight is ahead of consensus (buy) or
 * behind the bond (sell).
 * Source: subtensor `epoch/run_epoch.rs` compute_liquid_alpha_values_sparse, alpha_sigmoid.
 */
import { I32F32 } from '../fixed/i32f32.js';
import { clampValue } from '../math/clip.js';
import { u16ProportionToFixed } from '../math/convert.js';
import { expSafe } from '../math/exp.js';
import type { SparseMatrix, SparseRow } from '../math/sparse-matrix.js';
import type { EpochInput2026 } from '../types.js';

const HALF = I32F32.bits(1n << 31n);
const MINUS_HUNDRED = I32F32.fromInt(-100);

/** `alpha_sigmoid`; steepness in hundredths, may be <= 0. */
export function alphaSigmoid(
  consensus: I32F32,
  weight: I32F32,
  bond: I32F32,
  alphaLow: I32F32,
  alphaHigh: I32F32,
  steepness: I32F32,
): I32F32 {
  const buy = clampValue(I32F32.saturatingSub(weight, consensus), I32F32.zero, I32F32.one);
  const sell = clampValue(I32F32.saturatingSub(bond, weight), I32F32.zero, I32F32.one);
  const difference = weight >= bond ? buy : sell;
  const exponent = I32F32.saturatingMul(
    I32F32.saturatingDiv(steepness, MINUS_HUNDRED),
    I32F32.saturatingSub(difference, HALF),
  );
  const sigmoid = I32F32.saturatingDiv(I32F32.one, I32F32.saturatingAdd(I32F32.one, expSafe(exponent)));
  const range = I32F32.saturatingSub(alphaHigh, alphaLow);
  const alpha = I32F32.saturatingAdd(alphaLow, I32F32.saturatingMul(sigmoid, range));
  return clampValue(alpha, alphaLow, alphaHigh);
}

/** One alpha per row and column of consensus. */
export function liquidAlphaValues(
  input: Pick<EpochInput2026, 'alphaLow' | 'alphaHigh' | 'alphaSigmoidSteepness'>,
  weights: SparseMatrix,
  bonds: SparseMatrix,
  consensus: readonly I32F32[],
): I32F32[][] {
  const steepness = I32F32.fromInt(input.alphaSigmoidSteepness);
  const low = u16ProportionToFixed(input.alphaLow);
  const high = u16ProportionToFixed(input.alphaHigh);
  return weights.map((weightRow, i) => {
    // matEmaAlphaSparse reads an alpha only where the row has a weight, so a row without one needs none.
    if (weightRow.length === 0) return [];
    const weightAt = ascendingReader(weightRow);
    const bondAt = ascendingReader(bonds[i] ?? []);
    return consensus.map((value, j) => alphaSigmoid(value, weightAt(j), bondAt(j), low, high, steepness));
  });
}

/**
 * Reads a row at columns 0, 1, 2 … as upstream's peekable iterator does: entries below the asked column are passed
 * over for good, so that on an unsorted row entries after a larger column read as 0.
 */
function ascendingReader(row: SparseRow): (column: number) => I32F32 {
  let position = 0;
  return (column) => {
    while (position < row.length && row[position]![0] < column) position++;
    const entry = row[position];
    return entry?.[0] === column ? entry[1] : I32F32.zero;
  };
}
