import { formatAccount } from '@yumanet/units';
import { describe, expect, it } from 'vitest';
import { createFinney202406, finney202406 } from '../../../../index.js';
import { account, TestChain } from '../../../../testing/index.js';
import { accountForIssuance } from '../../invariant/issuance.js';
import { recount } from '../../invariant/recount.js';
import { ARTICLES_PARAMETERS } from '../../parameters/articles.js';
import { MaxAllowedUids } from './storage/hyperparameters.js';
import * as networks from './storage/networks.js';
import { Active, Keys, Uids } from './storage/neurons.js';
import { Delegates, MaxTake, MinTake, Owner, Stake } from './storage/stake.js';

const [HOT, COLD, OTHER] = [1, 2, 3].map(account) as [string, string, string];
const balances = { balances: [[COLD, '1000000']] };

describe('genesis of SubtensorModule', () => {
  it('root exists, nothing else does', () => {
    const { ctx } = new TestChain(finney202406, { balances });
    expect([...networks.NetworksAdded.entries(ctx)]).toEqual([[[0], true]]);
    expect([networks.TotalNetworks.get(ctx), networks.Tempo.get(ctx, 0), MaxAllowedUids.get(ctx, 0)]).toEqual(
      [1, 100, 64],
    );
    expect(networks.NetworkMinLockCost.get(ctx)).toBe(1_000_000_000_000n);
  });

  it('stakes: owned by the first coldkey; who has nominators is a delegate; issuance is all there is', () => {
    const stakes = [
      [HOT, COLD, '50'],
      [HOT, formatAccount(OTHER), 7],
    ];
    const { ctx } = new TestChain(finney202406, { balances, subtensorModule: { stakes } });
    expect(Owner.get(ctx, HOT)).toBe(COLD);
    expect(Stake.get(ctx, HOT, OTHER)).toBe(7n);
    expect(Delegates.get(ctx, HOT)).toBe(11_796);
    expect(accountForIssuance(ctx)).toMatchObject({ issued: 1_000_057n, staked: 57n, unaccounted: 0n });
    expect(recount(ctx)).toEqual([]);
  });

  it('neurons: the network that Finney began with', () => {
    const neurons = [
      [OTHER, 1],
      [HOT, 0],
    ];
    const stakes = [[HOT, COLD, 50n]];
    const { ctx } = new TestChain(finney202406, { balances, subtensorModule: { stakes, neurons } });
    expect([...networks.NetworksAdded.entries(ctx)].map(([[netuid]]) => netuid)).toEqual([0, 3]);
    expect([
      networks.Tempo.get(ctx, 3),
      MaxAllowedUids.get(ctx, 3),
      networks.SubnetworkN.get(ctx, 3),
    ]).toEqual([99, 4096, 2]);
    expect([Keys.get(ctx, 3, 0), Keys.get(ctx, 3, 1), Uids.get(ctx, 3, OTHER)]).toEqual([HOT, OTHER, 1]);
    expect(Active.get(ctx, 3)).toEqual([true, true]);
    expect(recount(ctx)).toEqual([]);
  });

  it('the articles’ parameters are written', () => {
    const { ctx } = new TestChain(createFinney202406({ parameters: ARTICLES_PARAMETERS }), { balances });
    expect(networks.NetworkMinLockCost.get(ctx)).toBe(100_000_000_000n);
    expect(networks.NetworkLastLockCost.get(ctx)).toBe(100_000_000_000n);
    expect(networks.NetworkImmunityPeriod.get(ctx)).toBe(50_400n);
    expect(networks.SubnetOwnerCut.get(ctx)).toBe(11_796);
    expect([MinTake.get(ctx), MaxTake.get(ctx)]).toEqual([5_898, 11_796]);
  });

  it.each([
    [{ stakes: [[HOT, COLD]] }, 'stakes[0]'],
    [{ stakes: [[HOT, 'nobody', 1]] }, 'stakes[0][1]'],
    [{ stakes: [[HOT, COLD, -1]] }, 'stakes[0][2]'],
    [{ stake: [] }, 'stake'],
    [{ neurons: [[HOT, 1]] }, 'neurons[0]'],
    [
      {
        neurons: [
          [HOT, 0],
          [OTHER, 0],
        ],
      },
      'neurons[1]',
    ],
    [{ neurons: [['nobody', 0]] }, 'neurons[0][0]'],
  ])('refuses %j', (subtensorModule, where) => {
    expect(() => new TestChain(finney202406, { balances, subtensorModule })).toThrow(where);
  });
});
