import { describe, expect, it } from 'vitest';
import { computedRows } from '../../testing/economy.js';

const rows = (...issuances: string[]) =>
  computedRows({
    scenario: 'a-block-emission',
    rows: issuances.map((total_issuance) => ({ total_issuance, emission_value_subnet: 'asked' })),
  });

describe('a-block-emission', () => {
  it('is stored and paid alike while there is something left', () => {
    expect(rows('10500000000000000')).toEqual([
      { block_emission: '500000000', emission_value_subnet: '500000000' },
    ]);
  });

  it('at the total supply nothing is paid, though the stored emission keeps its value', () => {
    expect(rows('21000000000000000')).toEqual([{ block_emission: '1000000000', emission_value_subnet: '0' }]);
  });

  it('outside a root epoch nothing is evaluated', () => {
    const line = { scenario: 'a-block-emission', rows: [{ total_issuance: '10500000000000000' }] };
    expect(computedRows(line)).toEqual([{ block_emission: '1000000000' }]);
  });
});
