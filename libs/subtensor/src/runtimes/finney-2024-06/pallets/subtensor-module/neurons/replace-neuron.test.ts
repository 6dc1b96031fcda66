import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric } from '../../../../../replay/fabric.js';
import { increaseStakeOnHotkeyAccount } from '../accounts/stake.js';
import { IsNetworkMember } from '../storage/networks.js';
import { Active, BlockAtRegistration, Keys, LastUpdate, Uids, Weights } from '../storage/neurons.js';
import { TotalStake } from '../storage/stake.js';
import { replaceNeuron } from './replace-neuron.js';

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  const { ctx } = fabric;
  fabric.network(1);
  fabric.neuron(1, 'old', 'cold');
  fabric.vectors(1, 1, { lastUpdate: [3n] });
  Active.put(ctx, 1, [false]);
  Weights.put(ctx, 1, 0, [[0, 5]]);
  increaseStakeOnHotkeyAccount(ctx, fabric.account('old'), 7_000n);
  return fabric;
}

describe('replacing a neuron', () => {
  it('binds the new hotkey; weights and last update stay with the uid', () => {
    const fabric = prepare();
    const { ctx } = fabric;
    const [old, fresh] = [fabric.account('old'), fabric.account('new')];
    replaceNeuron(ctx, 1, 0, fresh, 9n);
    expect([Keys.get(ctx, 1, 0), Uids.get(ctx, 1, fresh), Uids.get(ctx, 1, old)]).toEqual([
      fresh,
      0,
      undefined,
    ]);
    expect([IsNetworkMember.get(ctx, fresh, 1), IsNetworkMember.get(ctx, old, 1)]).toEqual([true, false]);
    expect([BlockAtRegistration.get(ctx, 1, 0), Active.get(ctx, 1)]).toEqual([9n, [true]]);
    expect([Weights.get(ctx, 1, 0), LastUpdate.get(ctx, 1)]).toEqual([[[0, 5]], [3n]]);
  });

  it('unstakes a hotkey that is nowhere any more', () => {
    const fabric = prepare();
    replaceNeuron(fabric.ctx, 1, 0, fabric.account('new'), 9n);
    expect(fabric.balance('cold')).toBe(7_000n);
    expect(TotalStake.get(fabric.ctx)).toBe(0n);
  });

  it('leaves the stake of a hotkey that is elsewhere, root included', () => {
    const fabric = prepare();
    IsNetworkMember.put(fabric.ctx, fabric.account('old'), 0, true);
    replaceNeuron(fabric.ctx, 1, 0, fabric.account('new'), 9n);
    expect(fabric.balance('cold')).toBe(0n);
    expect(TotalStake.get(fabric.ctx)).toBe(7_000n);
  });
});
