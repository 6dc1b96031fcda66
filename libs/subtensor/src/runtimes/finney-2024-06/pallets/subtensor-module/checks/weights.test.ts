import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric } from '../../../../../replay/fabric.js';
import { MaxWeightsLimit, MinAllowedWeights, WeightsVersionKey } from '../storage/limits.js';
import { SubnetworkN } from '../storage/networks.js';
import {
  checkLength,
  checkRateLimit,
  checkVersionKey,
  hasDuplicateUids,
  isSelfWeight,
  maxWeightLimited,
} from './weights.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.neuron(1, 'a', 'cold');
  fabric.neuron(1, 'b', 'cold');
  fabric.vectors(1, 2);
  return fabric;
}

describe('checks of weights', () => {
  it('a self-weight is one weight on oneself', () => {
    expect(isSelfWeight(3, [3], [0])).toBe(true);
    expect(isSelfWeight(3, [2], [1])).toBe(false);
    expect(isSelfWeight(3, [3, 2], [1, 1])).toBe(false);
    expect(isSelfWeight(3, [], [])).toBe(false);
  });

  it('duplicates', () => {
    expect(hasDuplicateUids([1, 2, 1])).toBe(true);
    expect(hasDuplicateUids([1, 2])).toBe(false);
    expect(hasDuplicateUids([])).toBe(false);
  });

  it('a version key at least the network’s; 0 accepts any', () => {
    const { ctx } = prepare();
    expect(checkVersionKey(ctx, 1, 0n)).toBe(true);
    WeightsVersionKey.put(ctx, 1, 5n);
    expect([4n, 5n, 6n].map((key) => checkVersionKey(ctx, 1, key))).toEqual([false, true, true]);
  });

  it('length: n is enough when it is below the minimum; a self-weight is exempt, but not on root', () => {
    const { ctx } = prepare();
    MinAllowedWeights.put(ctx, 1, 3);
    MinAllowedWeights.put(ctx, 0, 3);
    expect(checkLength(ctx, 1, 0, [0, 1], [1, 1])).toBe(true);
    expect(checkLength(ctx, 1, 0, [1], [1])).toBe(false);
    expect(checkLength(ctx, 1, 0, [0], [1])).toBe(true);
    SubnetworkN.put(ctx, 0, 2);
    expect(checkLength(ctx, 0, 0, [0], [1])).toBe(false);
  });

  it('the largest share of a row', () => {
    const { ctx } = prepare();
    MaxWeightsLimit.put(ctx, 1, 32_767);
    expect(maxWeightLimited(ctx, 1, 0, [0, 1], [2, 1])).toBe(false);
    expect(maxWeightLimited(ctx, 1, 0, [0], [1])).toBe(true);
    MaxWeightsLimit.put(ctx, 1, 65_535);
    expect(maxWeightLimited(ctx, 1, 0, [0, 1], [2, 1])).toBe(true);
  });

  it('a uid that does not exist is always too fast', () => {
    expect(checkRateLimit(prepare().ctx, 1, 7)).toBe(false);
  });
});
