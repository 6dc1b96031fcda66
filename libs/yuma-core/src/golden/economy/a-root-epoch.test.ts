import { describe, expect, it } from 'vitest';
import { computeEconomy } from './index.js';

const computed = (validators: unknown[], issuance = '0') =>
  computeEconomy({
    scenario: 'a-root-epoch',
    netuids: [0, 1],
    rho: 10,
    kappa: 32767,
    total_issuance_before: issuance,
    block_emission_before: '7',
    validators,
  })['computed'];

describe('a-root-epoch', () => {
  it('cuts the owner’s part off at once; only that is issued', () => {
    expect(computed([{ stake: '5', weights: [[1, 65535]] }], '100')).toEqual({
      block_emission_after: '1000000000',
      emission_values: { 0: '0', 1: '1000000000' },
      pending_after: { 0: '0', 1: '820004577' },
      total_issuance_after: '179995522',
    });
  });

  it('what falls to root is in the emission values, but neither pends nor is issued', () => {
    expect(computed([{ stake: '5', weights: [[0, 65535]] }])).toMatchObject({
      emission_values: { 0: '1000000000', 1: '0' },
      pending_after: { 0: '0', 1: '0' },
      total_issuance_after: '0',
    });
  });

  it('changes nothing without validators, and keeps the stored emission at the total supply', () => {
    expect(computed([])).toMatchObject({ block_emission_after: '7', emission_values: { 0: '0', 1: '0' } });
    const spent = computed([{ stake: '5', weights: [[1, 1]] }], '21000000000000000');
    expect(spent).toMatchObject({ block_emission_after: '7', emission_values: { 0: '0', 1: '0' } });
  });
});
