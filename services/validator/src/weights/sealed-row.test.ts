import { expect, it } from 'vitest';
import { sealedRow } from './sealed-row.js';

const everybody = Array.from({ length: 30 }, (_, uid) => uid);

it('a sealed row says the same, in another order each time, and short ones have zeros for the others', () => {
  const row = { uids: [4, 9], weights: [65_535, 3] };
  const sealed = sealedRow(row, everybody, 0);
  expect([...sealed.uids].sort((a, b) => a - b)).toEqual(everybody.slice(1));
  const positive = sealed.uids.flatMap((uid, i) => (sealed.weights[i] ? [[uid, sealed.weights[i]]] : []));
  expect(positive.sort()).toEqual([
    [4, 65_535],
    [9, 3],
  ]);
  expect(sealedRow(row, everybody, 0)).not.toEqual(sealed);
  const long = { uids: everybody.slice(1), weights: everybody.slice(1) };
  expect(sealedRow(long, [...everybody, 30, 31], 0).uids.length).toBe(29);
});
