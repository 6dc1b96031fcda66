import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric } from '../../../../../replay/fabric.js';
import { recount } from '../../../invariant/recount.js';
import { LastUpdate, PruningScores, ValidatorPermit } from '../storage/neurons.js';
import { appendNeuron } from './append-neuron.js';
import { setAt } from './vectors.js';

describe('appending a neuron', () => {
  it('every vector grows by one', () => {
    const fabric = new Fabric(finney202406);
    fabric.network(1);
    for (const [uid, label] of ['a', 'b', 'c'].entries())
      expect(appendNeuron(fabric.ctx, 1, fabric.account(label), BigInt(uid))).toBe(uid);
    expect(recount(fabric.ctx)).toEqual([]);
    expect(LastUpdate.get(fabric.ctx, 1)).toEqual([0n, 1n, 2n]);
    expect(ValidatorPermit.get(fabric.ctx, 1)).toEqual([false, false, false]);
  });

  it('an entry beyond a vector is not written', () => {
    const { ctx } = new Fabric(finney202406);
    setAt(PruningScores, ctx, 1, 0, 9);
    expect(PruningScores.exists(ctx, 1)).toBe(false);
  });
});
