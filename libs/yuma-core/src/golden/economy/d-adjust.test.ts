import { describe, expect, it } from 'vitest';
import { computedRows } from '../../testing/economy.js';

describe('d-adjust', () => {
  it('reads every field under its recorded name', () => {
    const row = {
      ...{ alpha: '0', target: 2, registrations: 6, pow: 2, burn_regs: 4 },
      ...{ burn: '100', min_burn: '1', max_burn: '150' },
      ...{ difficulty: '1000', min_difficulty: '1', max_difficulty: '9999' },
    };
    const mirrored = { ...row, pow: 4, burn_regs: 2 };
    // 6 for a target of 2 doubles: burn mostly, clamped at 150; mirrored: difficulty.
    expect(computedRows({ scenario: 'd-adjust', rows: [row, mirrored] })).toEqual([
      { new_burn: '150', new_difficulty: '1000' },
      { new_burn: '100', new_difficulty: '2000' },
    ]);
  });
});
