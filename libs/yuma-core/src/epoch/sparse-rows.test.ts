import { describe, expect, it } from 'vitest';
import { fx, ulp } from '../testing/exact.js';
import {
  packRows,
  readBonds,
  readBondsFixedProportion,
  readWeights,
  rowOf,
  writeBonds,
} from './sparse-rows.js';

/** Unsorted, with a stored 0 and a uid that does not exist in a subnet of 3. */
const ROWS = packRows([[2, 5, 0, 0, 7, 9], [], [1, 65535]]);

describe('packRows', () => {
  it('lays rows out as SCALE does and rowOf finds them again', () => {
    expect(ROWS.offsets).toEqual(Uint32Array.of(0, 3, 3, 4));
    expect(ROWS.entries).toEqual(Uint16Array.of(2, 5, 0, 0, 7, 9, 1, 65535));
    expect([0, 1, 2].map((i) => [...rowOf(ROWS, i)])).toEqual([[2, 5, 0, 0, 7, 9], [], [1, 65535]]);
  });
});

describe('reading', () => {
  it('weights: integers in stored order; uids >= n are dropped, stored zeros stay', () => {
    expect(readWeights(ROWS, 3)).toEqual([
      [
        [2, fx(5)],
        [0, fx(0)],
      ],
      [],
      [[1, fx(65535)]],
    ]);
  });

  it('bonds keep uids >= n', () => {
    expect(readBonds(ROWS)[0]).toEqual([
      [2, fx(5)],
      [0, fx(0)],
      [7, fx(9)],
    ]);
  });

  it('Yuma 3 reads bonds as proportions: 65535 is exactly 1', () => {
    expect(readBondsFixedProportion(packRows([[1, 65535, 0, 1]]))).toEqual([
      [
        [1, fx(1)],
        [0, ulp(65537)],
      ],
    ]);
  });
});

describe('writeBonds', () => {
  it('truncates every value to u16 and keeps those that become 0', () => {
    const written = writeBonds([
      [
        [4, fx(0.5)],
        [1, fx(1)],
      ],
      [[0, ulp(1)]],
    ]);
    expect(written).toEqual(
      packRows([
        [4, 32767, 1, 65535],
        [0, 0],
      ]),
    );
  });
});
