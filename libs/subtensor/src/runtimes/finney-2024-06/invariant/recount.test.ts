import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../index.js';
import { Fabric } from '../../../replay/fabric.js';
import { increaseStakeOnHotkeyAccount } from '../pallets/subtensor-module/accounts/stake.js';
import { createAccountIfNonExistent } from '../pallets/subtensor-module/accounts/owner.js';
import { appendNeuron } from '../pallets/subtensor-module/neurons/append-neuron.js';
import {
  SubnetLocked,
  PendingEmission,
  TotalNetworks,
} from '../pallets/subtensor-module/storage/networks.js';
import { Active, LoadedEmission, Uids } from '../pallets/subtensor-module/storage/neurons.js';
import { TotalHotkeyStake, TotalIssuance, TotalStake } from '../pallets/subtensor-module/storage/stake.js';
import { TotalIssuance as BalancesTotalIssuance } from '../pallets/balances/storage.js';
import { accountForIssuance } from './issuance.js';
import { recount } from './recount.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.fund('cold', 5_000n);
  createAccountIfNonExistent(fabric.ctx, fabric.account('cold'), fabric.account('hot'));
  appendNeuron(fabric.ctx, 1, fabric.account('hot'), 1n);
  increaseStakeOnHotkeyAccount(fabric.ctx, fabric.account('hot'), 70n);
  SubnetLocked.put(fabric.ctx, 1, 30n);
  TotalIssuance.put(fabric.ctx, 5_100n);
  return fabric;
}

describe('recounting', () => {
  it('finds nothing where all is well', () => {
    expect(recount(prepare().ctx)).toEqual([]);
  });

  it.each<[string, (fabric: Fabric) => void, string]>([
    ['balances', ({ ctx }) => BalancesTotalIssuance.put(ctx, 4_999n), 'sum of balances'],
    ['stake', ({ ctx }) => TotalStake.put(ctx, 71n), 'sum of stake'],
    [
      'hotkeys',
      (fabric) => TotalHotkeyStake.put(fabric.ctx, fabric.account('other'), 1n),
      'TotalHotkeyStake',
    ],
    ['networks', ({ ctx }) => TotalNetworks.put(ctx, 3), 'TotalNetworks'],
    ['uids', (fabric) => Uids.delete(fabric.ctx, 1, fabric.account('hot')), 'uid'],
    ['vectors', ({ ctx }) => Active.put(ctx, 1, []), 'Active of 1'],
  ])('finds what is wrong with %s', (_what, harm, found) => {
    const fabric = prepare();
    harm(fabric);
    expect(recount(fabric.ctx).join('\n')).toContain(found);
  });

  it('issuance: every rao is somewhere, and what is not issued yet is named', () => {
    const { ctx } = prepare();
    PendingEmission.put(ctx, 1, 11n);
    LoadedEmission.put(ctx, 1, [['00'.repeat(32), 1n, 2n]]);
    expect(accountForIssuance(ctx)).toEqual({
      issued: 5_100n,
      balances: 5_000n,
      staked: 70n,
      locked: 30n,
      unaccounted: 0n,
      pending: 11n,
      loaded: 3n,
      rootShare: 0n,
    });
  });
});
