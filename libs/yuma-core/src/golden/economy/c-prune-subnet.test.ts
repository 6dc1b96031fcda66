import { describe, expect, it } from 'vitest';
import { computedRows } from '../../testing/economy.js';

const subnets = [
  { netuid: 1, registered_at: 10, emission_value: '5' },
  { netuid: 3, registered_at: 20, emission_value: '4' },
];
const compute = (row: object) =>
  computedRows({
    scenario: 'c-prune-subnet',
    root_weights_before: [
      [1, 100],
      [3, 300],
    ],
    rows: [{ block: 100, immunity: 50, subnet_limit: 2, subnets, ...row }],
  })[0];

describe('c-prune-subnet', () => {
  it('takes the lowest free netuid below the limit', () => {
    expect(compute({ subnet_limit: 3 })).toMatchObject({ result: 'ok', pruned: null, new_netuid: 2 });
  });

  it('at the limit replaces one in place and clears the root weights on it', () => {
    expect(compute({})).toEqual({
      result: 'ok',
      pruned: 3,
      new_netuid: 3,
      root_weights_after: [
        [1, 100],
        [3, 0],
      ],
    });
  });

  it('fails while all are immune', () => {
    expect(compute({ immunity: 1000 })).toMatchObject({
      result: 'subtensorModule.AllNetworksInImmunity',
      pruned: null,
    });
  });
});
