/** Sparse rows with everything that storage can hold: unsorted, repeated, zero and foreign entries, single entries. */
import { packRows } from '../epoch/sparse-rows.js';
import type { SparseRows } from '../types.js';
import type { Random } from './random.js';

export interface RowHabits {
  readonly n: number;
  /** Share of the uids that have a row at all. */
  readonly rows: number;
  /** Share of the columns that a row holds. */
  readonly density: number;
  readonly unsorted: boolean;
  readonly duplicates: boolean;
  readonly zeros: boolean;
  /** Uids >= n occur. */
  readonly foreign: boolean;
  /** Every value of a row is the same. */
  readonly flat: boolean;
  /** Values are max-upscaled by column instead of by row. */
  readonly upscaled: boolean;
}

export function randomHabits(random: Random, n: number, allowForeign: boolean): RowHabits {
  return {
    n,
    rows: random.chance(0.04) ? 0 : random.pick([0.2, 0.6, 0.9, 1, 1, 1]),
    density: random.chance(0.03) ? 0 : random.pick([0.05, 0.15, 0.3, 0.7, 0.95, 1, 1]),
    unsorted: random.chance(0.12),
    duplicates: random.chance(0.06),
    zeros: random.chance(0.15),
    foreign: allowForeign && random.chance(0.08),
    flat: random.chance(0.1),
    upscaled: random.chance(0.5),
  };
}

export function randomRows(random: Random, habits: RowHabits): SparseRows {
  return packRows(
    Array.from({ length: habits.n }, () => (random.chance(habits.rows) ? randomRow(random, habits) : [])),
  );
}

function randomRow(random: Random, habits: RowHabits): number[] {
  const single = random.chance(0.08) ? random.below(habits.n) : -1;
  const flat = random.edgyU16() || 1;
  const entries: [number, number][] = [];
  for (let j = 0; j < habits.n; j++) {
    if (single >= 0 ? j !== single : !random.chance(habits.density)) continue;
    entries.push([j, habits.flat ? flat : randomValue(random, habits)]);
    if (habits.duplicates && random.chance(0.1)) entries.push([j, randomValue(random, habits)]);
  }
  if (habits.foreign && random.chance(0.5)) {
    entries.push([habits.n + random.below(65536 - habits.n), random.u16()]);
  }
  if (habits.unsorted && random.chance(0.7)) random.shuffle(entries);
  return entries.flat();
}

function randomValue(random: Random, habits: RowHabits): number {
  if (habits.zeros && random.chance(0.2)) return 0;
  if (habits.upscaled && random.chance(0.2)) return 65535;
  return Math.max(1, random.chance(0.2) ? random.edgyU16() : random.below(1 << (1 + random.below(16))));
}
