import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../../../test/temp-folder.js';
import { DataFolderLock, storePath } from './data-folder.js';

it('lets one process in at a time', () => {
  const folder = join(tempFolder(), 'new');
  const lock = DataFolderLock.take(folder);
  expect(() => DataFolderLock.take(folder)).toThrow(`got process ${process.pid}`);
  lock.release();
  DataFolderLock.take(folder).release();
  expect(existsSync(join(folder, 'chain.lock'))).toBe(false);
});

it('takes over from a process that is gone', () => {
  const folder = tempFolder();
  // Above any process id that Linux gives.
  writeFileSync(join(folder, 'chain.lock'), '2147483646 5');
  DataFolderLock.take(folder).release();
  // The number is this process's, but not the time it began.
  writeFileSync(join(folder, 'chain.lock'), `${process.pid} 5`);
  DataFolderLock.take(folder).release();
  // Cut short by a power failure.
  writeFileSync(join(folder, 'chain.lock'), '');
  DataFolderLock.take(folder).release();
});

it('keeps the store in a place of its own', () => {
  expect(storePath('data')).toBe(join('data', 'store'));
});
