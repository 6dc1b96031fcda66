import { describe, expect, it } from 'vitest';
import { computedRows } from '../../testing/economy.js';

describe('c-lock-cost', () => {
  it('a probe leaves no trace, a registration sets the last lock for the rows after it', () => {
    const setup = { min_lock: '10', reduction_interval: '10', last_lock: '100', last_lock_block: '0' };
    const rows = [
      { kind: 'probe', block: 5, result: 'refused' },
      { kind: 'probe', block: 5, result: 'ok' },
      { kind: 'register', block: 5 },
      { kind: 'probe', block: 5, result: 'refused' },
      { kind: 'probe', block: 10, result: 'refused' },
    ];
    // 100 − 10 · 5 = 50; then 2 · 50 = 100, and 100 − 5 · 5 = 75.
    expect(computedRows({ scenario: 'c-lock-cost', setup, rows })).toEqual([
      { lock_cost: '50' },
      { lock_cost: '50', balance_paid: '50' },
      { lock_cost: '50', subnet_locked: '50' },
      { lock_cost: '100' },
      { lock_cost: '75' },
    ]);
  });
});
