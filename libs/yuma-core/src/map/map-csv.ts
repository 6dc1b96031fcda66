/** A map as CSV in the published order and columns, and its inverse for the published file. */
import { refusal } from '../errors.js';
import type { FullMap } from './full-map.js';
import { GRID_POINTS, GRID_STEPS } from './point.js';

const HEAD = 'S_H,W_H,W_C,avg_weight_dev,E_H,I_H,D_H';

/** One line per cell that is done; with several draws also the standard error of E_H. */
export function mapCsv(map: FullMap): string {
  const several = map.plan.seeds.length > 1;
  const lines = [several ? `${HEAD},E_H_se` : HEAD];
  for (const stake of map.plan.stakes) {
    for (let honest = GRID_POINTS - 1; honest >= 0; honest--) {
      if (!map.has(stake, honest)) continue;
      for (let cabal = GRID_POINTS - 1; cabal >= 0; cabal--)
        lines.push(line(map, stake, honest, cabal, several));
    }
  }
  return `${lines.join('\n')}\n`;
}

function line(map: FullMap, stake: number, honest: number, cabal: number, several: boolean): string {
  const value = (field: Parameters<FullMap['mean']>[3]) => map.mean(stake, honest, cabal, field);
  const cells = [
    String(stake),
    (honest / GRID_STEPS).toFixed(2),
    (cabal / GRID_STEPS).toFixed(2),
    value('deviation').toFixed(6),
    ...(['emission', 'incentive', 'dividends'] as const).map((field) => value(field).toFixed(7)),
  ];
  return (several ? [...cells, map.error(stake, honest, cabal, 'emission').toExponential(2)] : cells).join(
    ',',
  );
}

export interface PublishedCell {
  readonly stake: number;
  readonly honest: number;
  readonly cabal: number;
  readonly deviation: number;
  readonly emission: number;
  readonly incentive: number;
  readonly dividends: number;
}

/** @throws YumaError WRONG_TYPE where a line is not seven numbers. */
export function readMapCsv(text: string): PublishedCell[] {
  const [head, ...lines] = text.trim().split('\n');
  if (head !== HEAD) throw refusal('WRONG_TYPE', 'map.csv head', HEAD, head);
  return lines.map((text, k) => {
    const numbers = text.split(',').map(Number);
    if (numbers.length !== 7 || numbers.some(Number.isNaN)) {
      throw refusal('WRONG_TYPE', `map.csv line ${k + 2}`, 'seven numbers', text);
    }
    const [stake, honest, cabal, deviation, emission, incentive, dividends] = numbers as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const steps = (utility: number) => Math.round(utility * GRID_STEPS);
    return { stake, honest: steps(honest), cabal: steps(cabal), deviation, emission, incentive, dividends };
  });
}
