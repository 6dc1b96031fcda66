import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** LMDB's file inside a store's folder. */
export const DATA_FILE = 'data.mdb';

const MAGIC = 0xbeefc0de;
const META_BYTES = 168;
/** Offsets in a meta page of LMDB 1.0's format, after its 24-byte page header. */
const META = { magic: 24, pageSize: 48, lastPage: 144, transaction: 152 };

/**
 * What can be said of a store's file without letting LMDB map it: `short` means that it ends before the last page it
 * speaks of. That may be in order (pages freed in the transaction that took them are never written), or the file was
 * cut; reading a cut one through a memory map kills the process, so somebody expendable should look first.
 */
export function inspectStoreFile(folder: string): 'absent' | 'sound' | 'short' | 'foreign' {
  const path = join(folder, DATA_FILE);
  if (!existsSync(path)) return 'absent';
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const first = readMeta(file, 0);
    if (first === undefined) return 'foreign';
    const second = readMeta(file, first.pageSize);
    const newest = second !== undefined && second.transaction > first.transaction ? second : first;
    return BigInt(size) >= (newest.lastPage + 1n) * BigInt(newest.pageSize) ? 'sound' : 'short';
  } finally {
    closeSync(file);
  }
}

function readMeta(
  file: number,
  at: number,
): { pageSize: number; lastPage: bigint; transaction: bigint } | undefined {
  const page = Buffer.alloc(META_BYTES);
  if (readSync(file, page, 0, META_BYTES, at) < META_BYTES) return undefined;
  if (page.readUInt32LE(META.magic) !== MAGIC) return undefined;
  return {
    pageSize: page.readUInt32LE(META.pageSize),
    lastPage: page.readBigUInt64LE(META.lastPage),
    transaction: page.readBigUInt64LE(META.transaction),
  };
}
