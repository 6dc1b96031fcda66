import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BOOKS_FILE, Books } from './books.js';
import { backupBooks, restoreBooks } from './books-copy.js';

const COLDKEY = 'a'.repeat(64);
const OWNER = { hotkey: '5Owner', depositTo: 'd'.repeat(64) };
let folder: string;
const at = (...path: string[]) => join(folder, ...path);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yumanet-books-copy-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('copies books that are served from; the copy gives back what was held, and takes later deposits once', async () => {
  const books = new Books(at('live'));
  await books.serve(OWNER);
  await books.beginAt(9);
  const { client, key } = await books.createClient('acme', COLDKEY, 1);
  await books.credit(10, [{ index: 0, from: COLDKEY, rao: 100n }]);
  await books.reserve(client.id, 'open', 30n);
  expect(await backupBooks(at('live'), at('copy'))).toEqual({ clients: 1, block: 10 });
  await books.credit(11, [{ index: 0, from: COLDKEY, rao: 5n }]);
  await books.close();

  expect(await restoreBooks(at('copy'), at('new'))).toEqual({ clients: 1, block: 10 });
  const restored = new Books(at('new'));
  expect(await restored.serve(OWNER)).toBe(1);
  expect(restored.clientOf(key)).toMatchObject({ id: client.id, balanceRao: 100n, reservedRao: 0n });
  for (const _ of [1, 2]) await restored.credit(11, [{ index: 0, from: COLDKEY, rao: 5n }]);
  expect(restored.client(client.id)?.balanceRao).toBe(105n);
  await restored.close();
});

it('refuses by name where there is nothing, where something is in the way, and another format', async () => {
  await expect(backupBooks(at('nowhere'), at('copy-2'))).rejects.toMatchObject({ code: 'BOOKS_COPY' });
  await expect(backupBooks(at('new'), at('copy'))).rejects.toMatchObject({ code: 'BOOKS_COPY' });
  await expect(restoreBooks(at('copy'), at('new'))).rejects.toMatchObject({ code: 'BOOKS_COPY' });
  const newer = open<string, string>({ path: at('copy', BOOKS_FILE), encoding: 'string', maxDbs: 16 });
  await newer.put('format', '99');
  await newer.close();
  await expect(restoreBooks(at('copy'), at('new-2'))).rejects.toMatchObject({ code: 'BOOKS_FORMAT' });
  rmSync(at('new'), { recursive: true });
  const books = new Books(at('copy'));
  await expect(books.serve(OWNER)).rejects.toMatchObject({ code: 'BOOKS_FORMAT' });
  await books.close();
});
