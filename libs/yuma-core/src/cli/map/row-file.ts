/** The rows of an unfinished map on disk: what a run is about in the first line, then a line per row that is done. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusal, YumaError } from '../../errors.js';
import { asArray, asObject, type JsonObject } from '../../input/fields.js';
import type { FullMap } from '../../map/full-map.js';
import { CELL_FIELDS } from '../../map/map-worker.js';
import { GRID_POINTS } from '../../map/point.js';
import type { DoneRow } from './run-rows.js';

const VERSION = 1;
const NAME = 'rows.jsonl';

export class RowFile {
  private readonly path: string;
  private readonly head: string;

  constructor(folder: string, map: FullMap) {
    this.path = join(folder, NAME);
    this.head = JSON.stringify({ yumaMap: VERSION, ...map.plan });
    mkdirSync(folder, { recursive: true });
  }

  /**
   * Begins anew, or with `resume` takes up what an earlier run has left.
   *
   * @throws YumaError STATE_EXISTS where rows are there and nobody said resume, STATE_MISMATCH where they are of other parameters.
   */
  open(map: FullMap, resume: boolean): void {
    if (!existsSync(this.path)) return writeFileSync(this.path, `${this.head}\n`);
    if (!resume) {
      const message = `${this.path}: expected a new folder or --resume, got rows of an earlier run`;
      throw new YumaError('STATE_EXISTS', message);
    }
    const [head, ...lines] = readFileSync(this.path, 'utf8').split('\n');
    if (head !== this.head) throw refusal('STATE_MISMATCH', this.path, this.head, head);
    for (const line of lines) {
      const row = readRow(line);
      if (row !== undefined) map.add(row.seed, row.stake, row.honest, row.cells);
    }
    // A line that a kill cut short must not run into the next one.
    if (lines.at(-1) !== '') appendFileSync(this.path, '\n');
  }

  append(rows: readonly DoneRow[]): void {
    appendFileSync(this.path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
}

/** undefined for a line that was not written to its end. */
function readRow(line: string): DoneRow | undefined {
  let row: JsonObject;
  try {
    row = asObject('row', JSON.parse(line));
  } catch {
    return undefined;
  }
  const cells = asArray('cells', row['cells']);
  const isWhole = cells.length === GRID_POINTS * CELL_FIELDS.length && cells.every(Number.isFinite);
  return isWhole ? (row as unknown as DoneRow) : undefined;
}
