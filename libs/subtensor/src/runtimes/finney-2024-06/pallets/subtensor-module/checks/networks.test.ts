import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric } from '../../../../../replay/fabric.js';
import { allNetuids, isRegisteredOnAnyNetwork } from './networks.js';

describe('networks', () => {
  it('are visited in the order of their storage keys: little-endian, so 256 comes before 1', () => {
    const fabric = new Fabric(finney202406);
    for (const netuid of [1, 2, 256, 257]) fabric.network(netuid);
    expect(allNetuids(fabric.ctx)).toEqual([0, 256, 1, 257, 2]);
  });

  it('a hotkey is registered when any network has it', () => {
    const fabric = new Fabric(finney202406);
    fabric.network(1);
    fabric.neuron(1, 'hot', 'cold');
    expect(isRegisteredOnAnyNetwork(fabric.ctx, fabric.account('hot'))).toBe(true);
    expect(isRegisteredOnAnyNetwork(fabric.ctx, fabric.account('other'))).toBe(false);
  });
});
