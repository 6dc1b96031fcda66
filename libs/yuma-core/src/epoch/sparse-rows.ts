/**
 * Stored rows of (uid, u16) pairs to and from the matrices of the reference.
 * Source: subtensor `epoch/run_epoch.rs`: get_weights_sparse, get_bonds_sparse, get_bonds_sparse_fixed_proportion.
 */
import type { I32F32 } from '../fixed/i32f32.js';
import { fixedProportionToU16, fixedToFixedU16Proportion, u16ToFixed } from '../math/convert.js';
import { filterEntries, mapEntries, type SparseMatrix } from '../math/sparse-matrix.js';
import type { SparseRows } from '../types.js';

function readRows(rows: SparseRows): SparseMatrix {
  return Array.from({ length: rows.offsets.length - 1 }, (_, i) => {
    const row: [number, I32F32][] = [];
    for (let k = rows.offsets[i]!; k < rows.offsets[i + 1]!; k++) {
      row.push([rows.entries[2 * k]!, u16ToFixed(rows.entries[2 * k + 1]!)]);
    }
    return row;
  });
}

/** Weights as integers; entries for uids that no longer exist (>= n) are dropped. */
export function readWeights(rows: SparseRows, n: number): SparseMatrix {
  return filterEntries(readRows(rows), (j) => j < n);
}

/** Bonds as integers, as Yuma 2 reads them; entries with uid >= n stay (and have no effect). */
export function readBonds(rows: SparseRows): SparseMatrix {
  return readRows(rows);
}

/** Bonds as proportions of 65535, as Yuma 3 reads them. */
export function readBondsFixedProportion(rows: SparseRows): SparseMatrix {
  return mapEntries(readRows(rows), fixedToFixedU16Proportion);
}

/** Rows to be stored, each value truncated to u16. */
export function writeBonds(matrix: SparseMatrix): SparseRows {
  return packRows(matrix.map((row) => row.flatMap(([j, value]) => [j, fixedProportionToU16(value)])));
}

/** Flat `[uid, value, …]` rows as one `SparseRows`. */
export function packRows(rows: readonly (readonly number[] | Uint16Array)[]): SparseRows {
  const offsets = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => (offsets[i + 1] = offsets[i]! + row.length / 2));
  const entries = new Uint16Array(2 * offsets[rows.length]!);
  rows.forEach((row, i) => entries.set(row, 2 * offsets[i]!));
  return { offsets, entries };
}

/** Row `i` as a flat `[uid, value, …]` view. */
export function rowOf(rows: SparseRows, i: number): Uint16Array {
  return rows.entries.subarray(2 * rows.offsets[i]!, 2 * rows.offsets[i + 1]!);
}
