/** Does what a full map still lacks, over threads. */
import type { FullMap } from '../../map/full-map.js';
import { CELL_FIELDS } from '../../map/map-worker.js';
import { GRID_POINTS } from '../../map/point.js';
import { runTasks } from '../pool/run-tasks.js';
import type { AnswerOptions } from './answers.js';

/** A row that is done: all cabal utilities of one draw, stake and honest utility. */
export interface DoneRow {
  readonly seed: number;
  readonly stake: number;
  readonly honest: number;
  readonly cells: readonly number[];
}

/** Ends early where the signal says so; what is done is in the map, and was handed to `keep` before. */
export async function runRows(
  map: FullMap,
  { threads, signal, progress }: AnswerOptions,
  keep: (rows: readonly DoneRow[]) => void = () => undefined,
): Promise<void> {
  const tasks = map.tasks();
  const started = performance.now();
  const before = map.cellsDone;
  for await (const { index, result } of runTasks('mapRows', tasks, { threads, signal })) {
    const { seed, stake, honest } = tasks[index]!;
    const width = GRID_POINTS * CELL_FIELDS.length;
    const rows = honest.map((h, k) => ({
      seed,
      stake,
      honest: h,
      cells: Array.from(result.subarray(k * width, (k + 1) * width)),
    }));
    keep(rows);
    for (const row of rows) map.add(row.seed, row.stake, row.honest, row.cells);
    const perSecond = ((map.cellsDone - before) * 1000) / (performance.now() - started);
    const left = (map.cellsInAll - map.cellsDone) / perSecond;
    progress.update(
      `${map.cellsDone} of ${map.cellsInAll} cells, ${perSecond.toFixed(0)} epochs/s, ${left.toFixed(0)} s left`,
    );
  }
}
