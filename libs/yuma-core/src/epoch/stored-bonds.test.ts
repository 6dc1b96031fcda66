import { describe, expect, it } from 'vitest';
import { input2024, input2026 } from '../testing/example-inputs.js';
import { fx } from '../testing/exact.js';
import { packRows } from './sparse-rows.js';
import { storedBonds } from './stored-bonds.js';

/** Every uid had a row and gets a new one. Permits: 0 has and keeps, 1 loses, 2 never had. */
const bonds = packRows([
  [0, 11],
  [1, 22],
  [2, 33],
]);
const EMA = [[[2, fx(1)]], [[2, fx(1)]], [[2, fx(1)]]] as const;
const OLD = [true, true, false];
const NEW = [true, false, false];

describe('storedBonds', () => {
  it('2026: a new permit stores its row, every other row is cleared', () => {
    expect(storedBonds(input2026({ bonds }), EMA, OLD, NEW)).toEqual(packRows([[2, 65535], [], []]));
  });

  it('2024: the row of a uid that neither has nor had a permit stays as it was', () => {
    expect(storedBonds(input2024({ bonds }), EMA, OLD, NEW)).toEqual(packRows([[2, 65535], [], [2, 33]]));
  });

  it('a permit that is new stores its row at once', () => {
    const stored = storedBonds(input2026({ bonds }), EMA, [false, false, false], [false, false, true]);
    expect(stored).toEqual(packRows([[], [], [2, 65535]]));
  });
});
