import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { CommitRevealWeightsEnabled, WeightCommitRevealInterval, WeightCommits } from '../storage/limits.js';

const commit = (digit: string) => call('commit_weights', { netuid: 1, commit_hash: digit.repeat(64) });

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  CommitRevealWeightsEnabled.put(fabric.ctx, 1, true);
  WeightCommitRevealInterval.put(fabric.ctx, 1, 10n);
  return fabric;
}

// unmeasured: the source is weights.rs of the runtime's commit.
describe('commit_weights', () => {
  it('keeps hash and block, of anybody, without an event', () => {
    const fabric = prepare();
    expect(fabric.send('hot', commit('1'))).toBe('ok');
    expect(WeightCommits.get(fabric.ctx, 1, fabric.account('hot'))).toEqual(['1'.repeat(64), 2n]);
    expect(fabric.events()).toEqual([]);
  });

  it('CommitNotAllowed in the same interval; in a later one the commit is replaced', () => {
    const fabric = prepare();
    expect(fabric.send('hot', commit('1'))).toBe('ok');
    expect(fabric.send('hot', commit('2'))).toBe('subtensorModule.CommitNotAllowed');
    fabric.number = 9;
    expect(fabric.send('hot', commit('3'))).toBe('ok');
    expect(WeightCommits.get(fabric.ctx, 1, fabric.account('hot'))).toEqual(['3'.repeat(64), 10n]);
  });

  it('CommitRevealDisabled where weights are set openly', () => {
    const fabric = prepare();
    CommitRevealWeightsEnabled.put(fabric.ctx, 1, false);
    expect(fabric.send('hot', commit('1'))).toBe('subtensorModule.CommitRevealDisabled');
  });
});
