import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import { weightsCommitHash } from '../checks/commit-reveal.js';
import {
  CommitRevealWeightsEnabled,
  MaxWeightsLimit,
  MinAllowedWeights,
  WeightCommitRevealInterval,
  WeightCommits,
} from '../storage/limits.js';
import { Weights } from '../storage/neurons.js';

const ROW = { netuid: 1, uids: [1, 2], values: [1, 3], versionKey: 0n };

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  for (const label of ['a', 'b', 'c']) fabric.neuron(1, label, `${label} cold`);
  fabric.vectors(1, 3, { permit: [true, false, false] });
  const { ctx } = fabric;
  MinAllowedWeights.put(ctx, 1, 1);
  MaxWeightsLimit.put(ctx, 1, 65535);
  CommitRevealWeightsEnabled.put(ctx, 1, true);
  WeightCommitRevealInterval.put(ctx, 1, 10n);
  return fabric;
}

function commit(fabric: Fabric, row = ROW): void {
  const commit_hash = weightsCommitHash(fabric.account('a'), row);
  expect(fabric.send('a', call('commit_weights', { netuid: 1, commit_hash }))).toBe('ok');
}

const reveal = ({ versionKey, ...row } = ROW) => call('reveal_weights', { ...row, version_key: versionKey });

// unmeasured: the source is weights.rs of the runtime's commit.
describe('reveal_weights', () => {
  it('sets what was committed in the interval before, and uses the commit up', () => {
    const fabric = prepare();
    commit(fabric);
    fabric.number = 9;
    expect(fabric.send('a', reveal())).toBe('ok');
    expect(Weights.get(fabric.ctx, 1, 0)).toEqual([
      [1, 21845],
      [2, 65535],
    ]);
    expect(WeightCommits.exists(fabric.ctx, 1, fabric.account('a'))).toBe(false);
    expect(fabric.events()).toEqual([['WeightsSet', [1, 0]]]);
    expect(fabric.send('a', reveal())).toBe('subtensorModule.NoCommitFound');
  });

  it.each([
    ['before', 7],
    ['after', 19],
  ])('InvalidRevealTempo %s the interval; the commit stays', (_when, before) => {
    const fabric = prepare();
    commit(fabric);
    fabric.number = before;
    expect(fabric.send('a', reveal())).toBe('subtensorModule.InvalidRevealTempo');
    expect(WeightCommits.exists(fabric.ctx, 1, fabric.account('a'))).toBe(true);
  });

  it('InvalidReveal for other weights than those committed', () => {
    const fabric = prepare();
    commit(fabric);
    fabric.number = 9;
    expect(fabric.send('a', reveal({ ...ROW, values: [1, 4] }))).toBe('subtensorModule.InvalidReveal');
    expect(fabric.send('a', reveal())).toBe('ok');
  });

  it('what set_weights refuses is refused here too, and the commit stays', () => {
    const fabric = prepare();
    const row = { ...ROW, uids: [1, 9] };
    commit(fabric, row);
    fabric.number = 9;
    expect(fabric.send('a', reveal(row))).toBe('subtensorModule.InvalidUid');
    expect(WeightCommits.exists(fabric.ctx, 1, fabric.account('a'))).toBe(true);
  });

  it('CommitRevealDisabled where weights are set openly', () => {
    const fabric = prepare();
    CommitRevealWeightsEnabled.put(fabric.ctx, 1, false);
    expect(fabric.send('a', reveal())).toBe('subtensorModule.CommitRevealDisabled');
  });
});
