import { equalBytes, toHex } from '../../bytes.js';
import { ChainError } from '../../errors.js';
import type { ChainStore } from './chain-store.js';
import { StateTree } from './state-tree.js';
import { storeError } from './store-errors.js';

/** How many keys are hashed at a time: memory stays flat on a large state. */
const CHUNK = 50_000;

/**
 * Works everything out anew that can be: the state root from every key and value, the id of every block from its
 * header, each block's parent, and the index by hash.
 *
 * @throws ChainError STORE_CORRUPT that says what is wrong.
 */
export function verifyStore(store: ChainStore): { blocks: number; keys: number } {
  try {
    return verify(store);
  } catch (error) {
    // A page that LMDB itself cannot follow.
    throw storeError(error, 'verify', store.path);
  }
}

function verify(store: ChainStore): { blocks: number; keys: number } {
  if (store.fork !== undefined)
    throw new ChainError(
      'FORK_INVALID',
      'store to verify: expected a whole chain, got a fork, whose state is elsewhere',
    );
  const { root, keys } = computeRoot(store);
  const expected = store.rootAfter(store.head);
  if (expected === undefined || !equalBytes(expected, root)) {
    throw corrupt(`state root of block ${store.head}`, expected ? toHex(expected) : 'a header', toHex(root));
  }
  let parent: Uint8Array = new Uint8Array(32);
  for (let number = 0; number <= store.head; number++) {
    const block = store.block(number);
    if (block === undefined) throw corrupt(`block ${number}`, 'a header and a body', 'none');
    if (block.header.number !== number)
      throw corrupt(`block ${number}`, `number ${number}`, String(block.header.number));
    if (!equalBytes(block.header.parentHash, parent)) {
      throw corrupt(`parent of block ${number}`, toHex(parent), toHex(block.header.parentHash));
    }
    if (store.numberOf(toHex(block.hash)) !== number) {
      throw corrupt(`index of block ${number}`, String(number), String(store.numberOf(toHex(block.hash))));
    }
    parent = block.hash;
  }
  return { blocks: store.head + 1, keys };
}

function computeRoot(store: ChainStore): { root: Uint8Array; keys: number } {
  const nodes = new Map<string, Uint8Array>();
  const tree = new StateTree((path) => nodes.get(path));
  let chunk = new Map<string, Uint8Array>();
  let keys = 0;
  const flush = (): void => {
    for (const [path, bytes] of tree.update(chunk).nodes) if (bytes !== null) nodes.set(path, bytes);
    chunk = new Map();
  };
  for (const [key, value] of store.entries()) {
    chunk.set(key, value);
    keys++;
    if (chunk.size >= CHUNK) flush();
  }
  flush();
  return { root: tree.root(), keys };
}

function corrupt(what: string, expected: string, got: string): ChainError {
  return new ChainError('STORE_CORRUPT', `${what}: expected ${expected}, got ${got}`);
}
