import { describe, expect, it } from 'vitest';
import { input2024, input2026, u64s } from '../testing/example-inputs.js';
import { fx } from '../testing/exact.js';
import { packRows } from './sparse-rows.js';
import { normalizedWeights } from './weights.js';

const EVERYONE_MAY = [false, false, false];
/** All three weigh all three, themselves included. */
const weights = packRows([
  [0, 1, 1, 1, 2, 3],
  [0, 1, 1, 1, 2, 1],
  [0, 1, 1, 3, 2, 1],
]);

describe('normalizedWeights', () => {
  it('empties rows without a permit and removes self-weights, then normalises', () => {
    expect(normalizedWeights(input2024({ weights }), [false, true, false])).toEqual([
      [
        [1, fx(0.25)],
        [2, fx(0.75)],
      ],
      [],
      [
        [0, fx(0.25)],
        [1, fx(0.75)],
      ],
    ]);
  });

  it('2026: the owner keeps its self-weight', () => {
    const rows = normalizedWeights(
      input2026({ weights: packRows([[], [1, 1, 2, 3], []]), ownerUid: 1 }),
      EVERYONE_MAY,
    );
    expect(rows).toEqual([
      [],
      [
        [1, fx(0.25)],
        [2, fx(0.75)],
      ],
      [],
    ]);
  });

  it('removes weights set at or before the block in which their target registered', () => {
    const input = input2026({ weights, lastUpdate: u64s(10, 10, 10), blockAtRegistration: u64s(9, 10, 11) });
    expect(normalizedWeights(input, EVERYONE_MAY)).toEqual([[], [[0, fx(1)]], [[0, fx(1)]]]);
  });

  it('2026 with commit-reveal: removes weights committed before their target registered, not in the same block', () => {
    const dates = { commitBlocks: u64s(5, 5, 5), blockAtRegistration: u64s(4, 5, 6) };
    const input = input2026({ weights, ...dates, commitReveal: true });
    expect(normalizedWeights(input, EVERYONE_MAY)[0]).toEqual([[1, fx(1)]]);
    expect(normalizedWeights(input2026({ weights, ...dates }), EVERYONE_MAY)[0]).toHaveLength(2);
  });

  it('a missing last update counts as block 0', () => {
    const input = input2026({ weights, lastUpdate: u64s(10), blockAtRegistration: u64s(0, 0, 0) });
    expect(normalizedWeights(input, EVERYONE_MAY).map((row) => row.length)).toEqual([2, 0, 0]);
  });

  it('drops weights on uids that do not exist before it normalises', () => {
    const input = input2024({ weights: packRows([[1, 1, 9, 65535], [], []]) });
    expect(normalizedWeights(input, EVERYONE_MAY)[0]).toEqual([[1, fx(1)]]);
  });
});
