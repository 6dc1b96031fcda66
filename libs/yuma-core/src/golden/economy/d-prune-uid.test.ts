import { describe, expect, it } from 'vitest';
import { computedRows } from '../../testing/economy.js';
import { computeEconomy } from './index.js';

const row = { block: 100, immunity_period: 50, scores: [9, 3, 3], registered_at: [0, 0, 0] };

describe('d-prune-uid', () => {
  it('sets the score of the pruned uid to 65535', () => {
    expect(computedRows({ scenario: 'd-prune-uid', rows: [row] })).toEqual([
      { pruned_uid: 2, scores_after: [9, 3, 65535] },
    ]);
  });

  it('refuses a registration too few', () => {
    const rows = [{ ...row, registered_at: [0, 0] }];
    expect(() => computeEconomy({ scenario: 'd-prune-uid', rows })).toThrow(
      expect.objectContaining({ code: 'LENGTH_MISMATCH' }),
    );
  });
});
