import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.js';
import { CLAIMS } from './claims.js';
import { compareToReference, findReference, readReferenceTable } from './reference-table.js';

const data = (name: string) => readFileSync(new URL(`../../data/map/${name}`, import.meta.url), 'utf8');
const table = readReferenceTable(data('table.csv'));

describe('claims', () => {
  it('are those of the packaged file, and each has its row in the table', () => {
    const lines = data('claims.csv').trim().split(/\r?\n/).slice(1);
    const recorded = lines.map((line) => {
      const [, name, rest] = /^("[^"]*"|[^,]*),(?:[^,]*),(.*)$/.exec(line)!;
      return [name!.replaceAll('"', ''), Number(rest!.split(',')[0])];
    });
    expect(CLAIMS.map(({ claim, documented }) => [claim, documented])).toEqual(recorded);
    for (const { claim, point, stake } of CLAIMS) {
      expect(findReference(table, point, stake)?.samples, claim).toBe(24);
    }
  });

  it('agreement means three standard errors', () => {
    const row = findReference(table, CLAIMS[2]!.point, 0.6)!;
    const answer = (mean: number) => ({ utility: { mean, se: 0 } }) as Answer;
    expect(compareToReference(answer(row.mean + 2.9 * row.se), row, true).agrees).toBe(true);
    expect(compareToReference(answer(row.mean + 3.1 * row.se), row, true).agrees).toBe(false);
    expect(compareToReference({ utility: null } as Answer, row, true).agrees).toBe(false);
  });
});
