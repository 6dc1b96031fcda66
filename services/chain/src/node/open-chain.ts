import type { Runtime } from '@yumanet/frame';
import type { ChainSpec } from '../chain-spec/schema.js';
import { equalBytes, fromHex, toHex } from '../bytes.js';
import { ChainError, messageOf } from '../errors.js';
import { makeBlock, type Block } from './block/block.js';
import type { ChainStore } from './state/chain-store.js';
import { Overlay, type StateChanges } from './state/overlay.js';
import type { TreeUpdate } from './state/state-tree.js';
import { StateTree } from './state/state-tree.js';
import { EMPTY_STATE } from './state/state-view.js';

/** Root of an empty Patricia trie: what Substrate's block 0 has for its extrinsics. */
const EMPTY_EXTRINSICS_ROOT = fromHex('03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314');

export interface Genesis {
  readonly block: Block;
  readonly changes: StateChanges;
  readonly tree: TreeUpdate;
}

/** Block 0 of a spec. @throws ChainError SPEC_INVALID when the runtime does not take the spec's genesis. */
export function buildGenesis(runtime: Runtime, spec: ChainSpec): Genesis {
  const emptyTree = new StateTree(() => undefined);
  const overlay = new Overlay(EMPTY_STATE, (changes) => emptyTree.update(changes));
  try {
    runtime.buildGenesis(spec.genesis, overlay);
  } catch (error) {
    throw new ChainError(
      'SPEC_INVALID',
      `chain spec "${spec.id}": ${messageOf(error)}`,
      { id: spec.id },
      { cause: error },
    );
  }
  const tree = overlay.tree();
  const header = {
    parentHash: new Uint8Array(32),
    number: 0,
    stateRoot: tree.root,
    extrinsicsRoot: EMPTY_EXTRINSICS_ROOT,
    digest: [],
  };
  return { block: makeBlock(header, []), changes: overlay.effectiveChanges(), tree };
}

/**
 * Makes a store ready: writes block 0 into an empty one; of one in use, checks that it is the same chain's and goes
 * back to the last final block.
 *
 * @returns the blocks that were taken back, oldest first.
 * @throws ChainError STORE_GENESIS when the store is another chain's.
 */
export function prepareStore(store: ChainStore, genesis: Genesis): readonly Block[] {
  if (store.isEmpty) {
    store.writeGenesis(genesis.block, genesis.changes, genesis.tree);
    return [];
  }
  if (store.fork !== undefined) {
    const text = `data folder: expected a chain from its genesis, got a fork of ${store.fork.from} (--fork)`;
    throw new ChainError('STORE_GENESIS', text);
  }
  const found = store.hashOf(0)!;
  if (!equalBytes(found, genesis.block.hash)) {
    const [expected, got] = [genesis.block.hash, found].map(toHex);
    throw new ChainError(
      'STORE_GENESIS',
      `genesis block of the data folder: expected 0x${expected} (this chain spec and runtime), got 0x${got}`,
      { expected, got },
    );
  }
  return store.head > store.finalised ? store.revertTo(store.finalised).blocks : [];
}
