/** The checks as tables for people. */
import { CLAIMS } from '../../map/claims.js';
import { plainTable } from '../table.js';
import type { CheckedAnswer, CheckedMap } from './check.js';

const percent = (value: number, digits: number) => (100 * value).toFixed(digits);

/** A row per claim; points nobody claims anything about are named by their parameters. */
export function renderCheckedAnswers(checked: readonly CheckedAnswer[]): string {
  const head = [
    'claim',
    'documented',
    'ours %',
    '± se',
    'reference %',
    '± se',
    'off by se',
    'draws',
    'agrees',
  ];
  const order = (row: CheckedAnswer) => CLAIMS.findIndex((claim) => claim === row.claims[0]);
  const sorted = [...checked].sort((a, b) => order(a) - order(b));
  const rows = sorted.flatMap(({ question, answer, reference, claims, standardErrors, agrees }) => {
    const { sigma, kappa, beta, xi, yuma3 } = question.point;
    const point = `sigma ${sigma} kappa ${kappa} beta ${beta} xi ${xi}${yuma3 ? ' yuma3' : ''} S_H ${question.stake}`;
    const names = claims.length > 0 ? claims : [{ claim: point, documented: undefined }];
    return names.map(({ claim, documented }) => [
      claim,
      documented === undefined ? '' : documented === 1 ? 'none' : percent(documented, 0),
      answer.utility === null ? 'none' : percent(answer.utility.mean, 3),
      answer.utility === null ? '' : percent(answer.utility.se, 3),
      answer.utility === null ? 'none' : percent(reference.mean, 3),
      percent(reference.se, 3),
      standardErrors.toFixed(2),
      String(question.seeds.length),
      agrees ? 'yes' : 'NO',
    ]);
  });
  return plainTable(head, rows);
}

export function renderCheckedMap({ cells, worst, agrees, seconds }: CheckedMap): string {
  const fields = Object.entries(worst).map(([field, most]) => `${field} ${most.toExponential(1)}`);
  return (
    `map of seed 0, ${cells} cells in ${seconds.toFixed(1)} s: ` +
    `${agrees ? 'equal' : 'NOT EQUAL'} to the published one within 1e-6 (largest difference: ${fields.join(', ')})`
  );
}
