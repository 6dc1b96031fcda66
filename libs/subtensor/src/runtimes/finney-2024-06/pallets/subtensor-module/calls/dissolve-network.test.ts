import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric, call } from '../../../../../replay/fabric.js';
import * as networks from '../storage/networks.js';
import { Keys, Uids, Weights } from '../storage/neurons.js';

const dissolve = (netuid: number) => call('dissolve_network', { netuid });

describe('dissolve_network', () => {
  it('pays the lock back, forgets the neurons and sets root’s weights on it to 0', () => {
    const fabric = new Fabric(finney202406);
    fabric.network(1, { owner: 'owner' });
    fabric.neuron(1, 'hot', 'cold');
    fabric.neuron(0, 'validator', 'cold');
    networks.SubnetLocked.put(fabric.ctx, 1, 700n);
    Weights.put(fabric.ctx, 0, 0, [
      [1, 9],
      [2, 8],
    ]);
    expect(fabric.send('owner', dissolve(1))).toBe('ok');
    const { ctx } = fabric;
    expect(fabric.balance('owner')).toBe(700n);
    expect(networks.SubnetLocked.get(ctx, 1)).toBe(0n);
    expect([Keys.exists(ctx, 1, 0), Uids.exists(ctx, 1, fabric.account('hot'))]).toEqual([false, false]);
    expect(Weights.get(ctx, 0, 0)).toEqual([
      [1, 0],
      [2, 8],
    ]);
    // What upstream forgets to forget.
    expect(networks.IsNetworkMember.get(ctx, fabric.account('hot'), 1)).toBe(true);
    expect(fabric.events()).toEqual([['NetworkRemoved', 1]]);
  });

  it('NetworkDoesNotExist, NotSubnetOwner', () => {
    const fabric = new Fabric(finney202406);
    fabric.network(1, { owner: 'owner' });
    expect(fabric.send('owner', dissolve(2))).toBe('subtensorModule.NetworkDoesNotExist');
    expect(fabric.send('other', dissolve(1))).toBe('subtensorModule.NotSubnetOwner');
  });
});
