import { expect, it } from 'vitest';
import { ChainError } from '../../errors.js';
import { storeError } from './store-errors.js';

it.each([
  ['No space left on device', 'STORE_FULL', 4],
  ['File too large', 'STORE_FULL', 4],
  ['MDB_CORRUPTED: Located page was wrong type', 'STORE_CORRUPT', 3],
  ['MDB_INVALID: File is not an LMDB file', 'STORE_CORRUPT', 3],
  ['Permission denied', 'STORE_FAILED', 8],
  // Where no file can be made there is no room for one either.
  ['Input/output error', 'STORE_FULL', 4],
])('names "%s" %s', (said, code, exitCode) => {
  const error = storeError(new Error(said), 'commit', 'DIR');
  expect(error).toMatchObject({ code, exitCode });
  expect(error.message).toContain(said);
});

it('keeps an error that has a name already', () => {
  const named = new ChainError('STORE_LOCKED', 'x');
  expect(storeError(named, 'commit', 'DIR')).toBe(named);
});
