import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import { gatewayError } from '../errors.js';
import { BOOKS_FILE, BOOKS_FORMAT } from './books.js';

/** What the copy holds: clients, and the last block whose deposits are in it. */
export interface BooksCopy {
  readonly clients: number;
  readonly block: number | undefined;
}

/**
 * Copies a gateway's books, also while it serves, into an empty folder: as they are after one write.
 *
 * @throws ServiceError BOOKS_COPY for a folder without books, or one that is not empty; BOOKS_FORMAT.
 */
export async function backupBooks(gatewayDir: string, to: string): Promise<BooksCopy> {
  const file = booksIn(gatewayDir);
  expectEmpty(to);
  mkdirSync(to, { recursive: true });
  const root = open<string, string>({ path: file, encoding: 'string', maxDbs: 16, readOnly: true });
  try {
    await root.backup(join(to, BOOKS_FILE), true);
  } finally {
    await root.close();
  }
  return look(booksIn(to));
}

/** Puts a copy into an empty folder. What queries held when it was made goes back when a gateway serves from it. @throws as `backupBooks`. */
export async function restoreBooks(from: string, gatewayDir: string): Promise<BooksCopy> {
  const file = booksIn(from);
  const found = await look(file);
  expectEmpty(gatewayDir);
  mkdirSync(gatewayDir, { recursive: true });
  cpSync(file, join(gatewayDir, BOOKS_FILE));
  return found;
}

async function look(file: string): Promise<BooksCopy> {
  const root = open<string, string>({ path: file, encoding: 'string', maxDbs: 16, readOnly: true });
  try {
    const format = root.get('format');
    // Clients may be made before a gateway has served: books without a format are this one's.
    if (format !== undefined && format !== BOOKS_FORMAT)
      throw gatewayError('BOOKS_FORMAT', `books: expected format ${BOOKS_FORMAT}, got ${format}`);
    const cursor = root.get('cursor');
    const clients = root.openDB<string, string>({ name: 'clients', encoding: 'string' });
    return { clients: clients.getKeysCount(), block: cursor === undefined ? undefined : Number(cursor) };
  } finally {
    await root.close();
  }
}

function booksIn(folder: string): string {
  const file = join(folder, BOOKS_FILE);
  if (existsSync(file)) return file;
  throw gatewayError('BOOKS_COPY', `books: expected ${file}, got nothing there`);
}

function expectEmpty(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw gatewayError('BOOKS_COPY', `folder ${folder}: expected it empty, got files in it`);
}
