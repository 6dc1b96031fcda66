import { describe, expect, it } from 'vitest';
import { computeEconomy } from './index.js';

const row = { owner_cut: 0, emission_values: ['5', '5', '5'] };
const right = { owner_paid: ['0', '0', null], pending_added: ['5', '5', '5'], total_issuance_added: '0' };

describe('computeEconomy', () => {
  it('lays what it computes beside what was recorded, row by row', () => {
    const rows = [
      { ...row, ...right },
      { ...row, ...right, total_issuance_added: '1' },
    ];
    const result = computeEconomy({ id: 'x', scenario: 'b-owner-cut', rows });
    expect(result).toMatchObject({ id: 'x', equal: false });
    expect(result['rows']).toEqual([
      { ...rows[0], computed: right, equal: true },
      { ...rows[1], computed: right, equal: false },
    ]);
  });

  it('a record that is missing is not equal', () => {
    expect(computeEconomy({ scenario: 'b-owner-cut', rows: [row] }).equal).toBe(false);
  });

  it('refuses an unknown scenario, and a line without rows', () => {
    expect(() => computeEconomy({ scenario: 'z' })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_SCENARIO' }),
    );
    expect(() => computeEconomy({ scenario: 'b-owner-cut' })).toThrow(
      expect.objectContaining({ code: 'MISSING_FIELD' }),
    );
  });
});
