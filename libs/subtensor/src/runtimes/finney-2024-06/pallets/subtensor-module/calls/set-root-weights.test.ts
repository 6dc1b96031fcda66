import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { MaxWeightsLimit, MinAllowedWeights } from '../storage/limits.js';
import { Weights } from '../storage/neurons.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.neuron(0, 'hot', 'cold');
  fabric.vectors(0, 1);
  MinAllowedWeights.put(fabric.ctx, 0, 0);
  MaxWeightsLimit.put(fabric.ctx, 0, 65535);
  return fabric;
}

const weigh = (fabric: Fabric, netuid = 0, hotkey = 'hot') =>
  call('set_root_weights', {
    netuid,
    hotkey: fabric.account(hotkey),
    dests: [0, 1],
    weights: [1, 2],
    version_key: 0n,
  });

describe('set_root_weights', () => {
  it('is signed by the coldkey and may name netuid 0', () => {
    const fabric = prepare();
    expect(fabric.send('cold', weigh(fabric))).toBe('ok');
    expect(Weights.get(fabric.ctx, 0, 0)).toEqual([
      [0, 32768],
      [1, 65535],
    ]);
    expect(fabric.events()).toEqual([['WeightsSet', [0, 0]]]);
  });

  it('NetworkDoesNotExist, NotRegistered', () => {
    const fabric = prepare();
    fabric.neuron(1, 'other', 'cold');
    expect(fabric.send('cold', weigh(fabric, 9))).toBe('subtensorModule.NetworkDoesNotExist');
    expect(fabric.send('cold', weigh(fabric, 0, 'other'))).toBe('subtensorModule.NotRegistered');
  });
});
