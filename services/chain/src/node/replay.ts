import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Runtime, RuntimeHost } from '@yumanet/frame';
import { ChainError } from '../errors.js';
import type { BlockLog } from './block-log.js';
import { importBlock } from './import-block.js';
import { prepareStore, type Genesis } from './open-chain.js';
import { ChainStore, type Amendment } from './state/chain-store.js';

/**
 * Runs every block of a log again, from genesis, in a store of its own that goes away afterwards. What was changed
 * between blocks (`dev_setStorage`) is changed again.
 *
 * @returns how many blocks came out bit by bit as they are in the log.
 * @throws ChainError BLOCK_INVALID at the first that did not.
 */
export async function replayLog(
  log: BlockLog,
  genesis: Genesis,
  runtime: Runtime,
  host: RuntimeHost,
  amendmentsOf: (number: number) => readonly Amendment[] = () => [],
): Promise<number> {
  const path = mkdtempSync(join(tmpdir(), 'yumanet-replay-'));
  const store = new ChainStore({ path, fsync: false, history: 16 });
  const amend = (number: number): void => {
    for (const { changes } of amendmentsOf(number)) store.amend(changes, store.tree.update(changes));
  };
  try {
    prepareStore(store, genesis);
    amend(0);
    for (let number = 1; number <= log.height; number++) {
      const block = await log.read(number);
      if (block === undefined)
        throw new ChainError('STORE_CORRUPT', `block log: expected block ${number}, got none`);
      importBlock(store, block, runtime, host);
      amend(number);
    }
    return store.head;
  } finally {
    await store.close();
    rmSync(path, { recursive: true, force: true });
  }
}
