import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChainError } from '../../errors.js';
import { storeError } from './store-errors.js';

/** Where in a data folder the store lies. */
export function storePath(dataDir: string): string {
  return join(dataDir, 'store');
}

/** Holds a data folder for one process at a time. */
export class DataFolderLock {
  private constructor(private readonly path: string) {}

  /** @throws ChainError STORE_LOCKED while another process holds it, STORE_FAILED where it cannot be made. */
  static take(dataDir: string): DataFolderLock {
    const path = join(dataDir, 'chain.lock');
    try {
      mkdirSync(dataDir, { recursive: true });
    } catch (error) {
      throw storeError(error, 'data folder', dataDir);
    }
    for (;;) {
      try {
        writeFileSync(path, String(process.pid), { flag: 'wx' });
        return new DataFolderLock(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
          throw storeError(error, 'data folder', dataDir);
      }
      removeIfStale(path);
    }
  }

  release(): void {
    rmSync(this.path, { force: true });
  }
}

/** A process that was killed leaves its lock behind; one that runs keeps it. */
function removeIfStale(path: string): void {
  const pid = Number(readFileSync(path, 'utf8'));
  if (Number.isInteger(pid) && pid > 0 && isRunning(pid)) {
    throw new ChainError(
      'STORE_LOCKED',
      `data folder: expected no other process to use it, got process ${pid} (${path})`,
      { pid, path },
    );
  }
  rmSync(path, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
