/** `yuma map --check`: ours beside the reference figures of the study's own code. */
import { CLAIMS, type Claim } from '../../map/claims.js';
import { FullMap } from '../../map/full-map.js';
import { CELL_FIELDS } from '../../map/map-worker.js';
import { DOCUMENTED_POINT, STUDY_STAKES } from '../../map/point.js';
import {
  compareToReference,
  findReference,
  type Comparison,
  type ReferenceRow,
} from '../../map/reference-table.js';
import type { RngName } from '../../map/random-source.js';
import type { Answer } from '../../map/answer.js';
import { answers, type AnswerOptions, type Question } from './answers.js';
import { publishedMap, referenceTable } from './data.js';
import { runRows } from './run-rows.js';

export interface CheckedAnswer extends Comparison {
  readonly question: Question;
  readonly answer: Answer;
  readonly reference: ReferenceRow;
  /** Where the point is one that the documentation makes a claim about. */
  readonly claims: readonly Claim[];
}

/** The points of the documented claims, or all points of the table; `seeds` draws each, or as many as the table has. */
export async function* checkTable(
  which: 'claims' | 'table',
  rng: RngName,
  seeds: readonly number[] | undefined,
  options: AnswerOptions,
): AsyncGenerator<CheckedAnswer> {
  const table = await referenceTable();
  const claimed = (row: ReferenceRow) =>
    CLAIMS.filter(({ point, stake }) => findReference([row], point, stake) !== undefined);
  const rows = which === 'table' ? table : table.filter((row) => claimed(row).length > 0);
  const questions = rows.map(({ point, stake, samples }) => ({
    point: { ...point, rng },
    stake,
    seeds: seeds ?? Array.from({ length: samples }, (_, seed) => seed),
  }));
  let k = 0;
  for await (const { question, answer } of answers(questions, options)) {
    const reference = rows[k++]!;
    const sameDraws =
      rng === DOCUMENTED_POINT.rng &&
      question.seeds.length === reference.samples &&
      question.seeds.every((seed, draw) => seed === draw);
    const comparison = compareToReference(answer, reference, sameDraws);
    yield { ...comparison, question, answer, reference, claims: claimed(reference) };
  }
}

export interface CheckedMap {
  readonly cells: number;
  /** Largest difference of each field. */
  readonly worst: Readonly<Record<(typeof CELL_FIELDS)[number], number>>;
  readonly agrees: boolean;
  readonly seconds: number;
}

const TOLERANCE = 1e-6;

/** The whole map of seed 0 beside the published one; null where it was interrupted. */
export async function checkMap(options: AnswerOptions): Promise<CheckedMap | null> {
  const published = await publishedMap();
  const map = new FullMap({ point: DOCUMENTED_POINT, stakes: STUDY_STAKES, seeds: [0] });
  const started = performance.now();
  await runRows(map, options);
  if (map.cellsDone < map.cellsInAll) return null;
  const worst = Object.fromEntries(
    CELL_FIELDS.map((field) => [
      field,
      published.reduce(
        (most, cell) =>
          Math.max(most, Math.abs(map.mean(cell.stake, cell.honest, cell.cabal, field) - cell[field])),
        0,
      ),
    ]),
  ) as CheckedMap['worst'];
  const agrees =
    published.length === map.cellsInAll && Object.values(worst).every((most) => most <= TOLERANCE);
  return { cells: published.length, worst, agrees, seconds: (performance.now() - started) / 1000 };
}
