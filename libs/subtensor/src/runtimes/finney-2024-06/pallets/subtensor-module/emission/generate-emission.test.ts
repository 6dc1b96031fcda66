import { createYuma, type YumaEngine } from '@yumanet/yuma-core';
import { describe, expect, it } from 'vitest';
import { createFinney202406, finney202406 } from '../../../../../index.js';
import { Fabric } from '../../../../../replay/fabric.js';
import {
  BlocksSinceLastStep,
  EmissionValues,
  LastMechansimStepBlock,
  PendingEmission,
} from '../storage/networks.js';
import { LoadedEmission } from '../storage/neurons.js';
import { Stake, TotalIssuance } from '../storage/stake.js';

/** Netuid 1 with tempo 9 runs in block 7, 17, 27 … */
const EPOCH_BLOCK = 7;

function prepare(runtime = finney202406): Fabric {
  const fabric = new Fabric(runtime);
  fabric.network(1, { tempo: 9 });
  fabric.neuron(1, 'hot', 'cold', 1_000n);
  fabric.vectors(1, 1);
  EmissionValues.put(fabric.ctx, 1, 100n);
  PendingEmission.put(fabric.ctx, 1, 900n);
  return fabric;
}

describe('a subnet’s emission', () => {
  it('gathers until the tempo, is loaded by the epoch, and paid one block later', () => {
    const fabric = prepare();
    const { ctx } = fabric;
    fabric.chain.block(EPOCH_BLOCK - 1);
    expect(PendingEmission.get(ctx, 1)).toBe(1_000n);
    expect(BlocksSinceLastStep.get(ctx, 1)).toBe(1n);
    fabric.chain.block(EPOCH_BLOCK);
    expect(PendingEmission.get(ctx, 1)).toBe(0n);
    expect([BlocksSinceLastStep.get(ctx, 1), LastMechansimStepBlock.get(ctx, 1)]).toEqual([0n, 7n]);
    expect(LoadedEmission.get(ctx, 1)).toEqual([[fabric.account('hot'), 0n, 1_100n]]);
    expect(TotalIssuance.get(ctx)).toBe(0n);
    fabric.chain.block(EPOCH_BLOCK + 1);
    expect(LoadedEmission.get(ctx, 1)).toBeUndefined();
    expect(Stake.get(ctx, fabric.account('hot'), fabric.account('cold'))).toBe(2_100n);
    expect(TotalIssuance.get(ctx)).toBe(1_100n);
  });

  it('an epoch that gives more than it got gives nothing, and what was pending is gone', () => {
    const reference = createYuma({ backend: 'reference' });
    const generous: YumaEngine = {
      ...reference,
      backend: 'reference',
      runEpoch: (input) => ({
        ...reference.runEpoch(input),
        validatorEmissionRao: BigUint64Array.of(input.raoEmission + 1n),
      }),
      runEpochs: (inputs) => reference.runEpochs(inputs),
      dispose: () => reference.dispose(),
    };
    const fabric = prepare(createFinney202406({ yuma: generous }));
    fabric.chain.block(EPOCH_BLOCK);
    expect(PendingEmission.get(fabric.ctx, 1)).toBe(0n);
    expect(LoadedEmission.get(fabric.ctx, 1)).toBeUndefined();
    expect(LastMechansimStepBlock.get(fabric.ctx, 1)).toBe(0n);
  });

  it('an empty subnet runs its epoch: nobody is paid, what was pending is gone', () => {
    const fabric = new Fabric(finney202406);
    fabric.network(1, { tempo: 9 });
    PendingEmission.put(fabric.ctx, 1, 900n);
    fabric.chain.block(EPOCH_BLOCK);
    expect(PendingEmission.get(fabric.ctx, 1)).toBe(0n);
    expect(LoadedEmission.get(fabric.ctx, 1)).toEqual([]);
  });

  it('tells the observer of every epoch', () => {
    const seen: [number, bigint][] = [];
    const runtime = createFinney202406({
      onEpoch: (_ctx, { netuid, input }) => seen.push([netuid, input.raoEmission]),
    });
    prepare(runtime).chain.block(EPOCH_BLOCK);
    expect(seen).toEqual([[1, 1_000n]]);
  });
});
