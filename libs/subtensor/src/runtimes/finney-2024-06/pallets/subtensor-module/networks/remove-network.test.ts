import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { SPEC_185_PARAMETERS } from '../../../parameters/spec-185.js';
import { Fabric } from '../../../../../replay/fabric.js';
import { recount } from '../../../invariant/recount.js';
import { appendNeuron } from '../neurons/append-neuron.js';
import { Kappa } from '../storage/hyperparameters.js';
import * as networks from '../storage/networks.js';
import { Bonds, Rank } from '../storage/neurons.js';
import { Burn, Difficulty, MinBurn } from '../storage/registration.js';
import { initNewNetwork } from './init-new-network.js';
import { removeNetwork } from './remove-network.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  initNewNetwork(fabric.ctx, 1, SPEC_185_PARAMETERS.newNetwork);
  appendNeuron(fabric.ctx, 1, fabric.account('hot'), 1n);
  return fabric;
}

describe('a network', () => {
  it('starts with entries for what must exist', () => {
    const { ctx } = prepare();
    for (const item of [Kappa, Difficulty, networks.EmissionValues])
      expect(item.exists(ctx, 1), item.name).toBe(true);
    expect(Burn.exists(ctx, 1)).toBe(false);
    expect(recount(ctx)).toEqual([]);
  });

  it('an entry that exists already is kept', () => {
    const fabric = new Fabric(finney202406);
    Kappa.put(fabric.ctx, 1, 7);
    initNewNetwork(fabric.ctx, 1, SPEC_185_PARAMETERS.newNetwork);
    expect(Kappa.get(fabric.ctx, 1)).toBe(7);
  });

  it('is removed without its vectors and rows; burn limits and pending emission survive it', () => {
    const fabric = prepare();
    const { ctx } = fabric;
    Bonds.put(ctx, 1, 0, [[0, 1]]);
    Burn.put(ctx, 1, 5n);
    networks.PendingEmission.put(ctx, 1, 9n);
    removeNetwork(ctx, 1);
    for (const item of [networks.NetworksAdded, networks.SubnetworkN, networks.Tempo, Rank, Kappa])
      expect(item.exists(ctx, 1), item.name).toBe(false);
    expect(Bonds.exists(ctx, 1, 0)).toBe(false);
    expect([Burn.get(ctx, 1), MinBurn.get(ctx, 1), networks.PendingEmission.get(ctx, 1)]).toEqual([
      5n,
      1n,
      9n,
    ]);
    expect(recount(ctx)).toEqual([]);
  });
});
