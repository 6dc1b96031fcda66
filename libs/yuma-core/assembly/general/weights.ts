/**
 * Weights: read, mask, normalise each row. TypeScript twin: `src/epoch/weights.ts`.
 */
import { safeDiv } from '../fixed/i32f32';
import { get, int, ptr } from '../memory';
import { Slot } from '../slots';
import { lastUpdateOf } from '../steps/active';
import { Matrix, newMatrix } from './matrix';

/** Row-normalised weights that count. */
export function normalizedWeights(): Matrix {
  const n = int(Slot.n);
  const matrix = newMatrix(<u64>get(Slot.weightPairs));
  const offsets = ptr(Slot.weightOffsets);
  const entries = ptr(Slot.weightEntries);
  let end: u32 = 0;
  for (let i = 0; i < n; i++) {
    const start = end;
    if (load<u8>(ptr(Slot.oldPermit) + i)) {
      const to = load<u32>(offsets + (<usize>i << 2), 4);
      for (let k = load<u32>(offsets + (<usize>i << 2)); k < to; k++) {
        const pair = load<u32>(entries + (<usize>k << 2));
        const j = pair & 0xffff;
        if (j >= <u32>n || isMasked(i, j)) continue;
        matrix.put(end++, j, <i64>(pair >> 16) << 32);
      }
    }
    normalizeRow(matrix, start, end);
    matrix.closeRow(i, end);
  }
  return matrix;
}

/** Plain sum, which wraps above 32,768 entries of 65,535; a row that is not positive stays as it is. */
function normalizeRow(matrix: Matrix, start: u32, end: u32): void {
  let total: i64 = 0;
  for (let k = start; k < end; k++) total += matrix.value(k);
  if (total <= 0) return;
  for (let k = start; k < end; k++) matrix.setValue(k, safeDiv(matrix.value(k), total));
}

/** Self-weight (but the owner's), set before the target registered, or committed before it registered. */
export function isMasked(i: i32, j: u32): bool {
  if (<u32>i == j && i != int(Slot.ownerUid)) return true;
  const registered = load<u64>(ptr(Slot.blockAtRegistration) + (<usize>j << 3));
  if (lastUpdateOf(i) <= registered) return true;
  return int(Slot.commitReveal) != 0 && load<u64>(ptr(Slot.commitBlocks) + (<usize>i << 3)) < registered;
}
