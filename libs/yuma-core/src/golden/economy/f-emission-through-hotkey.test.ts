import { describe, expect, it } from 'vitest';
import { computedRows } from '../../testing/economy.js';

const compute = (row: object) =>
  computedRows({
    scenario: 'f-emission-through-hotkey',
    rows: [
      {
        delegate: true,
        take: 0,
        owner: 'own',
        stakes: [
          ['own', '1'],
          ['nom', '1'],
        ],
        total_hotkey_stake: '2',
        emission: { server: '10', validator: '101' },
        second_network_emission: null,
        ...row,
      },
    ],
  })[0];

describe('f-emission-through-hotkey', () => {
  it('adds shares in the order of the stakes; all of it is new issuance', () => {
    expect(compute({})).toEqual({
      stake_added: [
        ['own', '61'],
        ['nom', '50'],
      ],
      total_hotkey_stake_after: '113',
      total_stake_added: '111',
      total_issuance_added: '111',
    });
  });

  it('a second payout in the same block is shared by the stakes that the first one left', () => {
    // After the first, own 4 and nom 0 of 4: all of the second goes to own.
    const first = {
      stakes: [
        ['own', '1'],
        ['nom', '0'],
      ],
      total_hotkey_stake: '1',
      emission: { server: '3', validator: '0' },
    };
    const added = compute({ ...first, second_network_emission: { server: '0', validator: '8' } });
    expect(added).toMatchObject({
      stake_added: [
        ['own', '11'],
        ['nom', '0'],
      ],
      total_hotkey_stake_after: '12',
    });
  });

  it('gives all to the owner of a hotkey that is no delegate', () => {
    expect(compute({ delegate: false, take: null })).toMatchObject({
      stake_added: [
        ['own', '111'],
        ['nom', '0'],
      ],
    });
  });
});
