import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../index.js';
import { Fabric, call } from '../../../replay/fabric.js';
import { WeightsMinStake } from '../pallets/subtensor-module/storage/limits.js';
import {
  RegistrationsThisInterval,
  TargetRegistrationsPerInterval,
} from '../pallets/subtensor-module/storage/registration.js';
import { Number_ } from '../pallets/system/storage.js';
import { validateSubtensor } from './subtensor.js';

const HIGHEST = (1n << 64n) - 1n;

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.neuron(1, 'hot', 'cold', 10n);
  fabric.vectors(1, 1, { lastUpdate: [40n] });
  Number_.put(fabric.ctx, 100);
  return fabric;
}

const weigh = call('set_weights', { netuid: 1 });

describe('what the pool of spec 185 says', () => {
  it('weights: the longer since the last update, the higher; valid for one block', () => {
    const fabric = prepare();
    expect(validateSubtensor(fabric.ctx, fabric.account('hot'), weigh)).toMatchObject({
      priority: 60n + 0xffff_ffffn,
      longevity: 1n,
    });
    expect(validateSubtensor(fabric.ctx, fabric.account('stranger'), weigh).priority).toBe(0n);
  });

  it('weights below the least stake are no valid call', () => {
    const fabric = prepare();
    WeightsMinStake.put(fabric.ctx, 11n);
    expect(() => validateSubtensor(fabric.ctx, fabric.account('hot'), weigh)).toThrow('Invalid: Call');
  });

  it.each(['register', 'burned_register'])('%s: refused once the interval has its target', (name) => {
    const fabric = prepare();
    const { ctx } = fabric;
    const register = call(name, { netuid: 1 });
    TargetRegistrationsPerInterval.put(ctx, 1, 2);
    RegistrationsThisInterval.put(ctx, 1, 1);
    expect(validateSubtensor(ctx, fabric.account('cold'), register).priority).toBe(HIGHEST);
    RegistrationsThisInterval.put(ctx, 1, 2);
    expect(() => validateSubtensor(ctx, fabric.account('cold'), register)).toThrow('ExhaustsResources');
  });

  it('everything else comes first', () => {
    const fabric = prepare();
    for (const each of [call('add_stake'), { type: 'Balances', value: { type: 'transfer_all' } }])
      expect(validateSubtensor(fabric.ctx, fabric.account('cold'), each).priority).toBe(HIGHEST);
  });

  it('in a block nothing of this is checked: the call itself decides', () => {
    const fabric = prepare();
    WeightsMinStake.put(fabric.ctx, 11n);
    const whole = call('set_weights', { netuid: 1, dests: [0], weights: [1], version_key: 0n });
    expect(fabric.send('hot', whole)).toBe('subtensorModule.NotEnoughStakeToSetWeights');
  });
});
