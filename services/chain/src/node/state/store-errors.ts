import { join } from 'node:path';
import { ChainError, messageOf } from '../../errors.js';
import { hasRoomLike } from './disk-probe.js';
import { DATA_FILE } from './store-file.js';

const FULL = /MDB_MAP_FULL|no space left|ENOSPC|file too large|EFBIG|quota exceeded|EDQUOT/i;
const CUT_SHORT = /input\/output error|EIO/i;
const CORRUPT =
  /MDB_(CORRUPTED|PAGE_NOTFOUND|INVALID|PANIC|BAD_TXN|VERSION_MISMATCH|INCOMPATIBLE)|not an LMDB file|page.*(not found|wrong type)|Located page/i;

/** Turns what LMDB threw into one of the node's own errors. */
export function storeError(error: unknown, what: string, path: string): ChainError {
  if (error instanceof ChainError) return error;
  const said = messageOf(error);
  const data = { path, cause: said };
  if (FULL.test(said) || (CUT_SHORT.test(said) && !hasRoomLike(join(path, DATA_FILE)))) {
    return new ChainError(
      'STORE_FULL',
      `${what}: expected room on the disk of ${path}, got "${said}"`,
      data,
      {
        cause: error,
      },
    );
  }
  if (CORRUPT.test(said) || error instanceof RangeError) {
    return new ChainError(
      'STORE_CORRUPT',
      `${what}: expected a sound store at ${path}, got "${said}"`,
      data,
      {
        cause: error,
      },
    );
  }
  return new ChainError(
    'STORE_FAILED',
    `${what}: expected the store at ${path} to answer, got "${said}"`,
    data,
    {
      cause: error,
    },
  );
}
