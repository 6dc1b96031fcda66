import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const PROBE_BYTES = 1024 * 1024;

/**
 * Whether a file of a size like `file` can still grow by a megabyte in its folder. LMDB calls a write that the disk
 * cut short an input/output error, so the reason has to be asked for.
 */
export function hasRoomLike(file: string): boolean {
  const probe = join(`${file}.probe-${process.pid}`);
  try {
    const handle = openSync(probe, 'w');
    try {
      const size = statSync(file).size;
      return writeSync(handle, Buffer.alloc(PROBE_BYTES), 0, PROBE_BYTES, size) === PROBE_BYTES;
    } finally {
      closeSync(handle);
    }
  } catch {
    return false;
  } finally {
    rmSync(probe, { force: true });
  }
}
