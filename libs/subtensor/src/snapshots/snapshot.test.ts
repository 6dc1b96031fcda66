import { Header, type RuntimeHost } from '@yumanet/frame';
import { createYuma } from '@yumanet/yuma-core';
import { describe, expect, it } from 'vitest';
import { createFinney202406 } from '../index.js';
import { Fabric } from '../replay/fabric.js';
import { PendingEmission } from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/networks.js';
import {
  LoadedEmission,
  Weights,
} from '../runtimes/finney-2024-06/pallets/subtensor-module/storage/neurons.js';
import { SnapshotStore } from './snapshot-store.js';
import { inputOf, snapshotCodec, snapshotDigest } from './snapshot.js';

/** Netuid 1 with tempo 9 runs its epoch in block 7, 17, 27 … */
const epochBlock = (k: number): number => 7 + 10 * k;

function prepare(keepWhole = 1, keepDigests = 2): { fabric: Fabric; store: SnapshotStore } {
  const store = new SnapshotStore({ keepWhole, keepDigests });
  const fabric = new Fabric(createFinney202406({ onEpoch: store.observe }));
  fabric.network(1, { tempo: 9 });
  fabric.neuron(1, 'validator', 'cold', 1_000n);
  fabric.neuron(1, 'miner', 'cold', 0n);
  fabric.vectors(1, 2, { lastUpdate: [5n, 1n], permit: [true, false] });
  Weights.put(fabric.ctx, 1, 0, [[1, 65535]]);
  PendingEmission.put(fabric.ctx, 1, 1_000n);
  return { fabric, store };
}

describe('an epoch’s snapshot', () => {
  it('is enough to recompute the epoch without the chain', () => {
    const { fabric, store } = prepare();
    fabric.chain.block(epochBlock(0));
    const kept = store.find(1, epochBlock(0));
    const snapshot = snapshotCodec().decode(kept?.encoded ?? new Uint8Array());
    const output = createYuma({ backend: 'reference' }).runEpoch(inputOf(snapshot));
    expect(
      snapshot.hotkeys.map(([uid, hotkey]) => [
        hotkey,
        output.serverEmissionRao[uid],
        output.validatorEmissionRao[uid],
      ]),
    ).toEqual(LoadedEmission.get(fabric.ctx, 1));
    expect(kept?.digest).toBe(snapshotDigest(kept?.encoded ?? new Uint8Array()));
  });

  it('is no part of the state', () => {
    const { fabric } = prepare();
    const plain = prepare(0, 0);
    for (const each of [fabric, plain.fabric]) each.chain.block(epochBlock(0));
    expect(fabric.chain.state.keys('')).toEqual(plain.fabric.chain.state.keys(''));
  });

  it('is not taken of a block that is thrown away', () => {
    const { fabric, store } = prepare();
    const { linked } = fabric.ctx;
    const header = {
      parent_hash: 'ab'.repeat(32),
      number: epochBlock(0),
      state_root: '00'.repeat(32),
      extrinsics_root: '00'.repeat(32),
      digest: { logs: [] },
    };
    const begin = (host: RuntimeHost) => {
      const runtime = createFinney202406({ onEpoch: store.observe });
      fabric.chain.probe(() =>
        runtime.call('Core_initialize_block', linked.codecs.encode(Header, header), fabric.chain.state, host),
      );
      return store.list(1).length;
    };
    expect(begin({ verifySignature: () => true, dryRun: true })).toBe(0);
    expect(begin({ verifySignature: () => true })).toBe(1);
  });

  it('is kept whole for so many epochs, then as a digest, then not at all', () => {
    const { fabric, store } = prepare(1, 2);
    for (let k = 0; k < 5; k++) fabric.chain.block(epochBlock(k));
    expect(store.list(1).map(({ block, encoded }) => [block, encoded !== undefined])).toEqual([
      [27, false],
      [37, false],
      [47, true],
    ]);
    expect(store.list(2)).toEqual([]);
  });

  it('a block executed again replaces its own; a rival is kept apart by its parent', () => {
    const { fabric, store } = prepare(5, 0);
    const block = epochBlock(0);
    fabric.chain.probe(() => fabric.chain.block(block));
    fabric.chain.probe(() => fabric.chain.block(block));
    expect(store.list(1)).toHaveLength(1);
    fabric.chain.probe(() => fabric.chain.initialize(block, 'ab'.repeat(32)));
    expect(store.list(1)).toHaveLength(2);
    expect(store.find(1, block, '00'.repeat(32))?.parentHash).toBe('00'.repeat(32));
    expect(store.find(1, block)?.parentHash).toBe('ab'.repeat(32));
  });
});
