import { readFileSync } from 'node:fs';

const PAGE_BYTES = 4_096;

/**
 * Bytes of memory that a process holds; undefined where it is gone or the system does not tell (only Linux does): there the
 * limit of the JavaScript heap alone holds.
 */
export function residentMemory(pid: number): number | undefined {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return Number.isNaN(pages) ? undefined : pages * PAGE_BYTES;
  } catch {
    return undefined;
  }
}
