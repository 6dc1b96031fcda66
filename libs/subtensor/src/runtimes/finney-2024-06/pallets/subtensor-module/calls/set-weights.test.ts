import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { CommitRevealWeightsEnabled, MaxWeightsLimit, MinAllowedWeights } from '../storage/limits.js';
import { LastUpdate, Weights } from '../storage/neurons.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  for (const label of ['a', 'b', 'c']) fabric.neuron(1, label, `${label} cold`);
  fabric.vectors(1, 3, { permit: [true, false, false] });
  MinAllowedWeights.put(fabric.ctx, 1, 1);
  MaxWeightsLimit.put(fabric.ctx, 1, 65535);
  return fabric;
}

const weigh = (dests: number[], weights: number[]) =>
  call('set_weights', { netuid: 1, dests, weights, version_key: 0n });

describe('set_weights', () => {
  it('stores the row upscaled to 65535, notes the update, and tells', () => {
    const fabric = prepare();
    expect(fabric.send('a', weigh([2, 1], [1, 3]))).toBe('ok');
    expect(Weights.get(fabric.ctx, 1, 0)).toEqual([
      [2, 21845],
      [1, 65535],
    ]);
    expect(LastUpdate.get(fabric.ctx, 1)).toEqual([2n, 0n, 0n]);
    expect(fabric.events()).toEqual([['WeightsSet', [1, 0]]]);
  });

  it('CommitRevealEnabled where weights must be committed first', () => {
    const fabric = prepare();
    CommitRevealWeightsEnabled.put(fabric.ctx, 1, true);
    expect(fabric.send('a', weigh([1], [1]))).toBe('subtensorModule.CommitRevealEnabled');
  });

  it('costs nothing', () => {
    const fabric = prepare();
    fabric.send('a', weigh([1], [1]));
    const paid = fabric.chain.events().filter(({ name }) => name === 'TransactionFeePaid');
    expect(paid.map(({ value }) => value)).toMatchObject([{ actual_fee: 0n }]);
  });
});
