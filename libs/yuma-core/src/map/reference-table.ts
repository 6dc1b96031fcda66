/** The reference table (`data/map/table.csv`): W_H* of the real epoch code in native Rust, and how far ours is from it. */
import { refusal } from '../errors.js';
import type { Answer } from './answer.js';
import { DOCUMENTED_POINT, type MapPoint } from './point.js';

export interface ReferenceRow {
  readonly point: MapPoint;
  readonly stake: number;
  readonly samples: number;
  readonly failed: number;
  /** W_H*; 1 where none suffices. */
  readonly mean: number;
  /** 0 where it was not recorded. */
  readonly se: number;
}

/** @throws YumaError WRONG_TYPE where a line does not hold numbers. */
export function readReferenceTable(text: string): ReferenceRow[] {
  const [head, ...lines] = text.trim().split('\n');
  const columns = head!.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    const value = (column: string) => {
      const number = Number(cells[columns.indexOf(column)]);
      if (Number.isNaN(number)) throw refusal('WRONG_TYPE', `table.csv ${column}`, 'a number', line);
      return number;
    };
    const change = { sigma: value('sigma'), kappa: value('kappa'), beta: value('beta'), xi: value('xi') };
    return {
      point: { ...DOCUMENTED_POINT, ...change, yuma3: value('yuma3') === 1 },
      stake: value('S_H'),
      samples: value('samples'),
      failed: value('failed'),
      mean: value('W_H_mean'),
      se: value('W_H_se'),
    };
  });
}

/** The row of a point, whatever the random numbers are. */
export function findReference(
  rows: readonly ReferenceRow[],
  point: MapPoint,
  stake: number,
): ReferenceRow | undefined {
  const same = ['sigma', 'kappa', 'beta', 'xi', 'yuma3', 'nodes', 'validators'] as const;
  return rows.find((row) => row.stake === stake && same.every((name) => row.point[name] === point[name]));
}

export interface Comparison {
  /** Of W_H*, ours minus reference. */
  readonly difference: number;
  /** Of the difference. */
  readonly standardErrors: number;
  readonly agrees: boolean;
}

const ALLOWED_ERRORS = 3;
/** Half a unit of the table's last digit. */
const ROUNDING = 6e-6;

/** Agreement within three standard errors: of the table for its own draws, of both for others. */
export function compareToReference(answer: Answer, row: ReferenceRow, sameDraws: boolean): Comparison {
  const difference = (answer.utility?.mean ?? 1) - row.mean;
  const own = sameDraws ? 0 : (answer.utility?.se ?? 0);
  const error = Math.hypot(own, row.se);
  const standardErrors = error === 0 ? 0 : Math.abs(difference) / error;
  const agrees = Math.abs(difference) <= ROUNDING || (error > 0 && standardErrors <= ALLOWED_ERRORS);
  return { difference, standardErrors, agrees };
}
