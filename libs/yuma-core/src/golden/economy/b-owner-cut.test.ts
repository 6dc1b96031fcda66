import { describe, expect, it } from 'vitest';
import { computedRows } from '../../testing/economy.js';

describe('b-owner-cut', () => {
  it('pays two owners; the third subnet has none', () => {
    const rows = [{ owner_cut: 11796, emission_values: ['65535', '1000000000', '9'] }];
    expect(computedRows({ scenario: 'b-owner-cut', rows })).toEqual([
      {
        owner_paid: ['11796', '179995422', null],
        pending_added: ['53739', '820004577', '9'],
        total_issuance_added: '180007218',
      },
    ]);
  });
});
