import { packRows } from '@yumanet/yuma-core';
import { expect, it } from 'vitest';
import { packPairs, pairsOf } from './pairs.js';

it('pairs become the rows that Yuma packs, and pairs again', () => {
  const rows: [number, number][][] = [
    [],
    [
      [0, 65_535],
      [255, 1],
    ],
    [],
    [[7, 0]],
  ];
  const packed = packPairs(rows);
  expect(packed).toEqual(packRows(rows.map((row) => row.flat())));
  expect(pairsOf(packed, rows.length)).toEqual(rows);
  expect(packPairs([])).toEqual(packRows([]));
});
