import { describe, expect, it } from 'vitest';
import { finney202406 } from '../../../../../index.js';
import { Fabric } from '../../../../../replay/fabric.js';
import { EmissionValues } from '../storage/networks.js';
import { Weights } from '../storage/neurons.js';
import { BlockEmission, TotalHotkeyStake, TotalIssuance } from '../storage/stake.js';

const ROOT_EPOCH_BLOCK = 99;

function prepare(): Fabric {
  const fabric = new Fabric(finney202406);
  fabric.network(1);
  fabric.neuron(0, 'validator', 'cold', 10n);
  fabric.vectors(0, 1);
  Weights.put(fabric.ctx, 0, 0, [[1, 65535]]);
  EmissionValues.put(fabric.ctx, 1, 7n);
  return fabric;
}

describe('root’s epoch', () => {
  it('shares the block’s emission at block 99, not before', () => {
    const fabric = prepare();
    fabric.chain.block(ROOT_EPOCH_BLOCK - 1);
    expect(EmissionValues.get(fabric.ctx, 1)).toBe(7n);
    fabric.chain.block(ROOT_EPOCH_BLOCK);
    expect(EmissionValues.get(fabric.ctx, 1)).toBe(1_000_000_000n);
    expect(EmissionValues.get(fabric.ctx, 0)).toBe(0n);
  });

  it('without stake the shares stay, though the block’s emission is found anew', () => {
    const fabric = prepare();
    TotalHotkeyStake.put(fabric.ctx, fabric.account('validator'), 0n);
    TotalIssuance.put(fabric.ctx, 10_500_000_000_000_000n);
    fabric.chain.block(ROOT_EPOCH_BLOCK);
    expect(EmissionValues.get(fabric.ctx, 1)).toBe(7n);
    expect(BlockEmission.get(fabric.ctx)).toBe(500_000_000n);
  });

  it('without validators nothing happens, halving included', () => {
    const fabric = new Fabric(finney202406);
    TotalIssuance.put(fabric.ctx, 10_500_000_000_000_000n);
    fabric.chain.block(ROOT_EPOCH_BLOCK);
    expect(BlockEmission.get(fabric.ctx)).toBe(1_000_000_000n);
  });
});
