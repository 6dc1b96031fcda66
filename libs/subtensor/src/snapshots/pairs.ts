import type { SparseRows } from '@yumanet/yuma-core';

type Pair = readonly [uid: number, value: number];

/**
 * Rows of pairs, as messages have them, as Yuma reads them.
 *
 * PERF: a full subnet has some 25,000 pairs; nothing is made for any of them.
 */
export function packPairs(rows: readonly (readonly Pair[])[]): SparseRows {
  const offsets = new Uint32Array(rows.length + 1);
  for (let i = 0; i < rows.length; i++) offsets[i + 1] = offsets[i]! + rows[i]!.length;
  const entries = new Uint16Array(2 * offsets[rows.length]!);
  let at = 0;
  for (const row of rows)
    for (const pair of row) {
      entries[at++] = pair[0];
      entries[at++] = pair[1];
    }
  return { offsets, entries };
}

/** The other way round. @param n rows wanted. */
export function pairsOf({ offsets, entries }: SparseRows, n: number): [number, number][][] {
  const rows: [number, number][][] = [];
  for (let i = 0; i < n; i++) {
    const row: [number, number][] = [];
    for (let k = offsets[i]!; k < offsets[i + 1]!; k++) row.push([entries[2 * k]!, entries[2 * k + 1]!]);
    rows.push(row);
  }
  return rows;
}
