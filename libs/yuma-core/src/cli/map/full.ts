/** `yuma map --full`: every cell, kept as it comes; then tables and pictures. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../map/answer.js';
import { FullMap, type MapPlan } from '../../map/full-map.js';
import { mapCsv } from '../../map/map-csv.js';
import type { AnswerOptions } from './answers.js';
import { RowFile } from './row-file.js';
import { runRows } from './run-rows.js';

export interface FullResult {
  readonly cells: number;
  readonly cellsInAll: number;
  readonly seconds: number;
  readonly files: readonly string[];
}

/** Runs or resumes; what is done is written also where an interruption ends it early. */
export async function runFullMap(
  plan: MapPlan,
  answers: readonly Answer[],
  folder: string,
  resume: boolean,
  options: AnswerOptions,
): Promise<FullResult> {
  const map = new FullMap(plan);
  const file = new RowFile(folder, map);
  file.open(map, resume);
  const started = performance.now();
  await runRows(map, options, (rows) => file.append(rows));
  const seconds = (performance.now() - started) / 1000;
  const files = await writeResults(map, answers, folder);
  return { cells: map.cellsDone, cellsInAll: map.cellsInAll, seconds, files };
}

async function writeResults(map: FullMap, answers: readonly Answer[], folder: string): Promise<string[]> {
  // The plotting library takes longer to load than an answer to compute.
  const { mapPictures } = await import('../../map/pictures.js');
  const files = { 'map.csv': mapCsv(map), ...mapPictures(map, answers) };
  return Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
}
