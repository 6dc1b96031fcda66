import { describe, expect, it } from 'vitest';
import { FullMap } from './full-map.js';
import { mapCsv, readMapCsv } from './map-csv.js';
import { DOCUMENTED_POINT } from './point.js';

const plan = { point: DOCUMENTED_POINT, stakes: [0.6, 0.7], seeds: [0, 1] };
const row = (value: number) => new Float64Array(51 * 4).fill(value);

describe('full map', () => {
  it('has tasks for what is not done, and none for what is', () => {
    const map = new FullMap(plan);
    expect(map.tasks().flatMap(({ honest }) => honest).length).toBe(4 * 51);
    for (let honest = 0; honest < 51; honest++) map.add(0, 0.6, honest, row(0.5));
    map.add(1, 0.7, 50, row(0.5));
    const open = map.tasks();
    expect(open.some(({ seed, stake }) => seed === 0 && stake === 0.6)).toBe(false);
    expect(open.flatMap(({ honest }) => honest).length).toBe(4 * 51 - 52);
    expect(map.cellsDone).toBe(52 * 51);
  });

  it('means over draws with their error; a row counts once', () => {
    const map = new FullMap(plan);
    map.add(0, 0.6, 10, row(0.25));
    map.add(0, 0.6, 10, row(9));
    map.add(1, 0.6, 10, row(0.75));
    map.add(7, 0.6, 10, row(9));
    expect(map.mean(0.6, 10, 3, 'emission')).toBe(0.5);
    expect(map.error(0.6, 10, 3, 'emission')).toBeCloseTo(Math.sqrt(0.125 / 2), 12);
    expect(map.has(0.6, 11)).toBe(false);
  });

  it('CSV in the published columns, read back', () => {
    const map = new FullMap({ ...plan, seeds: [0] });
    map.add(0, 0.7, 50, row(0.125));
    const text = mapCsv(map);
    expect(text.split('\n')[1]).toBe('0.7,1.00,1.00,0.125000,0.1250000,0.1250000,0.1250000');
    const cells = readMapCsv(text);
    expect(cells).toHaveLength(51);
    expect(cells[50]).toEqual({
      stake: 0.7,
      honest: 50,
      cabal: 0,
      deviation: 0.125,
      emission: 0.125,
      incentive: 0.125,
      dividends: 0.125,
    });
    expect(() => readMapCsv('a,b\n')).toThrow(/map.csv head/);
    expect(() => readMapCsv(`${text.split('\n')[0]}\n1,2,x`)).toThrow(/line 2/);
  });
});
