import { describe, expect, it } from 'vitest';
import { fx } from '../testing/exact.js';
import { filterEntries, mapEntries } from './sparse-matrix.js';

const MATRIX = [
  [
    [2, fx(1)],
    [0, fx(0)],
  ],
  [],
  [[1, fx(4)]],
] as const;

describe('sparse matrices', () => {
  it('mapEntries tells value, column and row, and keeps order and stored zeros', () => {
    const seen: unknown[] = [];
    const same = mapEntries(MATRIX, (value, column, row) => {
      seen.push([row, column, value]);
      return value;
    });
    expect(seen).toEqual([
      [0, 2, fx(1)],
      [0, 0, 0n],
      [2, 1, fx(4)],
    ]);
    expect(same).toEqual(MATRIX);
  });

  it('filterEntries tells column, row and value, and keeps empty rows', () => {
    expect(filterEntries(MATRIX, (column, row) => column > row)).toEqual([[[2, fx(1)]], [], []]);
    expect(filterEntries(MATRIX, (_column, _row, value) => value === 0n)).toEqual([[[0, fx(0)]], [], []]);
  });
});
