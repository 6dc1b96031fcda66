import type { Hex, Runtime, RuntimeHost } from '@yumanet/frame';
import type { Block } from './block/block.js';
import { replayBlock, type BlockParent } from './block/build-block.js';
import { isSigned, transactionHash } from './pool/transaction.js';
import type { ChainStore } from './state/chain-store.js';
import type { StateChanges } from './state/overlay.js';

/** The newest block, for the next one to stand on. */
export function newestParent(store: ChainStore): BlockParent {
  const number = store.head;
  return {
    hash: store.hashOf(number)!,
    number,
    state: store.stateAt(number),
    computeTree: (changes) => store.tree.update(changes),
  };
}

/**
 * Runs a block that somebody else made, and writes it if it comes out bit by bit as it was made: state root included.
 *
 * @returns what it changed, and the hashes of its signed transactions.
 * @throws ChainError BLOCK_INVALID when it does not.
 */
export function importBlock(
  store: ChainStore,
  block: Block,
  runtime: Runtime,
  host: RuntimeHost,
): { readonly changes: StateChanges; readonly transactions: readonly Hex[] } {
  const { changes, tree } = replayBlock(block, newestParent(store), runtime, host);
  store.commit(block, changes, tree);
  return { changes, transactions: block.extrinsics.filter(isSigned).map(transactionHash) };
}
