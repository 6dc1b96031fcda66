/** Clipping at consensus, and what it leaves. TypeScript twins: `src/math/clip.ts`, `src/math/interpolate.ts`. */
import { ONE, saturatingAdd, saturatingMul, saturatingSub } from '../fixed/i32f32';
import { get, int, ptr } from '../memory';
import { Slot } from '../slots';
import { Matrix, at, newMatrix, newVector, put } from './matrix';
import { ColumnSet, newColumnSet } from './column-set';

/** `col_clip_sparse`: an entry clipped to a threshold <= 0 is dropped. Fills `validatorTrust`. */
export function clippedWeights(weights: Matrix): Matrix {
  const clipped = newMatrix(<u64>get(Slot.weightPairs));
  const consensus = ptr(Slot.consensus);
  const trust = ptr(Slot.validatorTrust);
  let end: u32 = 0;
  for (let i = 0, n = int(Slot.n); i < n; i++) {
    let total: i64 = 0;
    for (let k = weights.start(i); k < weights.end(i); k++) {
      const j = weights.column(k);
      const threshold = at(consensus, j);
      const value = weights.value(k);
      if (threshold < value && threshold <= 0) continue;
      clipped.put(end++, j, min<i64>(threshold, value));
      total += min<i64>(threshold, value);
    }
    clipped.closeRow(i, end);
    put(trust, i, total);
  }
  return clipped;
}

/** `matmul_sparse`: ranks_j = Σ_i w_ij · s_i. */
export function ranks(to: usize, weights: Matrix): void {
  const stake = ptr(Slot.activeStake);
  const n = int(Slot.n);
  memory.fill(to, 0, <usize>n << 3);
  for (let i = 0; i < n; i++) {
    const scale = at(stake, i);
    for (let k = weights.start(i); k < weights.end(i); k++) {
      const j = weights.column(k);
      put(to, j, saturatingAdd(at(to, j), saturatingMul(scale, weights.value(k))));
    }
  }
}

/** `interpolate_sparse`: ratio 0 and 1 return an operand untouched; else sorted, > 0 only, the last entry counts. */
export function interpolate(weights: Matrix, clipped: Matrix, ratio: i64): Matrix {
  if (ratio == 0) return weights;
  if (ratio == ONE) return clipped;
  const result = newMatrix(<u64>get(Slot.weightPairs));
  const from = newVector();
  const to = newVector();
  const columns = newColumnSet();
  let end: u32 = 0;
  for (let i = 0, n = int(Slot.n); i < n; i++) {
    for (let k = weights.start(i); k < weights.end(i); k++) {
      columns.add(weights.column(k));
      put(from, weights.column(k), weights.value(k));
    }
    for (let k = clipped.start(i); k < clipped.end(i); k++) put(to, clipped.column(k), clipped.value(k));
    for (let j = columns.first(); j >= 0; j = columns.next(j)) {
      const a = at(from, j);
      const value = saturatingAdd(a, saturatingMul(ratio, saturatingSub(at(to, j), a)));
      if (value > 0) result.put(end++, j, value);
      put(from, j, 0);
      put(to, j, 0);
    }
    columns.clear();
    result.closeRow(i, end);
  }
  return result;
}
