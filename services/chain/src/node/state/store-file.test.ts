import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../../../test/temp-folder.js';
import { openToyChain } from '../../../test/toy-chain.js';
import { DATA_FILE, inspectStoreFile } from './store-file.js';

it('tells a store from nothing, from rubbish and from a cut one', async () => {
  const path = tempFolder();
  expect(inspectStoreFile(path)).toBe('absent');
  const toy = openToyChain(path);
  for (let n = 0; n < 5; n++) await toy.chain.seal();
  await toy.close();
  expect(inspectStoreFile(path)).toBe('sound');
  truncateSync(join(path, DATA_FILE), 3 * 4096);
  expect(inspectStoreFile(path)).toBe('short');
  writeFileSync(join(path, DATA_FILE), 'this is no database'.repeat(1000));
  expect(inspectStoreFile(path)).toBe('foreign');
  writeFileSync(join(path, DATA_FILE), '');
  expect(inspectStoreFile(path)).toBe('foreign');
});
