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
        writeFileSync(path, `${process.pid} ${startTimeOf(process.pid)}`, { flag: 'wx' });
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
  const [pid, startTime] = readLock(path).split(' ');
  const holder = Number(pid);
  // The same number may be another process by now: in a container, the first one is always number 1.
  if (holder > 0 && isRunning(holder) && startTimeOf(holder) === startTime) {
    throw new ChainError(
      'STORE_LOCKED',
      `data folder: expected no other process to use it, got process ${holder} (${path})`,
      { pid: holder, path },
    );
  }
  rmSync(path, { force: true });
}

function readLock(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Given back between the two looks: the next try will take it.
    return '';
  }
}

/** When a process began, in ticks since the machine did; where that cannot be known, always the same. */
function startTimeOf(pid: number): string {
  try {
    // The name in brackets may hold spaces; the start time is the 20th field after it (proc(5)).
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19]!;
  } catch {
    return '0';
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
