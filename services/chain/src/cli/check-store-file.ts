import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ChainError } from '../errors.js';
import { storePath } from '../node/state/data-folder.js';
import { inspectStoreFile } from '../node/state/store-file.js';

const VERIFY_DEADLINE_MS = 10 * 60_000;

/**
 * Refuses a store that LMDB must not be let near. One whose file ends early is first read as a whole by a process of
 * its own: a cut file would take the reader down with it.
 *
 * @throws ChainError STORE_CORRUPT.
 */
export function checkStoreFile(dataDir: string): void {
  const path = storePath(dataDir);
  const found = inspectStoreFile(path);
  if (found === 'foreign') {
    throw new ChainError('STORE_CORRUPT', `store: expected an LMDB file in ${path}, got something else`, {
      path,
    });
  }
  if (found !== 'short') return;
  const bin = fileURLToPath(new URL('../../bin/yumanet-chain.js', import.meta.url));
  const { status, signal } = spawnSync(
    process.execPath,
    [bin, 'verify', '--data-dir', dataDir, '--unchecked'],
    {
      stdio: 'ignore',
      timeout: VERIFY_DEADLINE_MS,
    },
  );
  if (status === 0) return;
  throw new ChainError(
    'STORE_CORRUPT',
    `store: expected a whole file in ${path}, got a cut one (verification ended with ${signal ?? `status ${status}`})`,
    { path, status, signal },
  );
}
