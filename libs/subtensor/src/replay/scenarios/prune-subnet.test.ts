import { describe, expect, it } from 'vitest';
import { replayLine } from '../replay.js';

const subnet = (netuid: number, registered_at: number, emission_value: string) => ({
  netuid,
  registered_at,
  emission_value,
  locked: netuid === 1 ? '100000000000' : '199999007937',
  owner: 'o0',
});

const row = {
  block: 400,
  immunity: 100,
  subnet_limit: 2,
  root_entry: { registered_at: '0', emission_value: '0' },
  subnets: [subnet(1, 295, '0'), subnet(2, 300, '0')],
};

const line = (changes: object) => ({
  id: 'made',
  spec: '185',
  scenario: 'c-prune-subnet',
  root_weights_before: [
    [1, 10],
    [2, 20],
  ],
  rows: [{ ...row, ...changes }],
});

/** The last lock of 199,999,007,937 rao, doubled, has fallen for 399 blocks. */
const COST = String(2n * 199_999_007_937n - (199_999_007_937n / 100_800n) * 399n);

describe('c-prune-subnet', () => {
  it('a full chain: the older of equals makes room', () => {
    const changes = {
      result: 'ok',
      pruned: 1,
      new_netuid: 1,
      lock_cost: COST,
      balance_change: { o0: '100000000000', o2: `-${COST}` },
      root_weights_after: [
        [1, 0],
        [2, 20],
      ],
    };
    expect(replayLine(line(changes))).toEqual({ equal: true, id: 'made' });
  });

  it.each([[null], [COST]])('all immune: nobody pays (lock_cost %s)', (lock_cost) => {
    const changes = {
      immunity: 106,
      result: 'subtensorModule.AllNetworksInImmunity',
      pruned: null,
      new_netuid: null,
      lock_cost,
      balance_change: {},
      root_weights_after: [
        [1, 10],
        [2, 20],
      ],
    };
    expect(replayLine(line(changes))).toEqual({ equal: true, id: 'made' });
  });

  it('room: the next netuid', () => {
    const changes = {
      subnet_limit: 3,
      result: 'ok',
      pruned: null,
      new_netuid: 3,
      lock_cost: COST,
      balance_change: { o2: `-${COST}` },
      root_weights_after: [
        [1, 10],
        [2, 20],
      ],
    };
    expect(replayLine(line(changes))).toEqual({ equal: true, id: 'made' });
    expect(replayLine(line({ ...changes, new_netuid: 4 }))).toMatchObject({ equal: false });
  });
});
