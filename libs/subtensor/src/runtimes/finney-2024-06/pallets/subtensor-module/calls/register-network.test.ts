import { describe, expect, it } from 'vitest';
import { createFinney202406, finney202406 } from '../../../../../index.js';
import { isPanic } from '../../../../../replay/chain.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { SPEC_185_PARAMETERS } from '../../../parameters/spec-185.js';
import { MaxAllowedUids } from '../storage/hyperparameters.js';
import * as networks from '../storage/networks.js';

const TAO = 1_000_000_000n;
const register = call('register_network');

describe('register_network', () => {
  it('locks the price, takes the lowest free netuid and announces every parameter', () => {
    const fabric = new Fabric(finney202406);
    fabric.fund('owner', 5_000n * TAO);
    fabric.network(1);
    fabric.network(3);
    expect(fabric.send('owner', register)).toBe('ok');
    const { ctx } = fabric;
    expect(networks.SubnetOwner.get(ctx, 2)).toBe(fabric.account('owner'));
    expect(networks.SubnetLocked.get(ctx, 2)).toBe(1_000n * TAO);
    expect(fabric.balance('owner')).toBe(4_000n * TAO);
    expect(networks.TotalNetworks.get(ctx)).toBe(4);
    expect(networks.Tempo.get(ctx, 2)).toBe(360);
    expect(fabric.events().map(([name]) => name)).toEqual([
      'RegistrationAllowed',
      'MaxAllowedUidsSet',
      'MaxAllowedValidatorsSet',
      'MinAllowedWeightSet',
      'MaxWeightLimitSet',
      'AdjustmentIntervalSet',
      'RegistrationPerIntervalSet',
      'AdjustmentAlphaSet',
      'ImmunityPeriodSet',
      'MinBurnSet',
      'MinDifficultySet',
      'MaxDifficultySet',
      'NetworkAdded',
    ]);
  });

  it('starts a network with the parameters of its chain', () => {
    const newNetwork = { ...SPEC_185_PARAMETERS.newNetwork, tempo: 50, maxAllowedUids: 16 };
    const fabric = new Fabric(createFinney202406({ parameters: { ...SPEC_185_PARAMETERS, newNetwork } }));
    fabric.fund('owner', 5_000n * TAO);
    expect(fabric.send('owner', register)).toBe('ok');
    expect(networks.Tempo.get(fabric.ctx, 1)).toBe(50);
    expect(MaxAllowedUids.get(fabric.ctx, 1)).toBe(16);
  });

  it('AllNetworksInImmunity when there is no room, and nothing is taken', () => {
    const fabric = new Fabric(finney202406);
    fabric.fund('owner', 5_000n * TAO);
    fabric.network(1);
    networks.SubnetLimit.put(fabric.ctx, 1);
    expect(fabric.send('owner', register)).toBe('subtensorModule.AllNetworksInImmunity');
    expect(fabric.balance('owner')).toBe(5_000n * TAO);
  });

  it('a lock reduction interval of 0 stops the block, as upstream divides by it', () => {
    const fabric = new Fabric(finney202406);
    fabric.fund('owner', 5_000n * TAO);
    networks.NetworkLockReductionInterval.put(fabric.ctx, 0n);
    expect.assertions(1);
    try {
      fabric.send('owner', register);
    } catch (error) {
      expect(isPanic(error)).toBe(true);
    }
  });
});
