import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fromJson } from '@yumanet/service-kit';
import { open } from 'lmdb';
import { emissionError } from '../errors.js';
import type { LedgerHead } from './ledger-store.js';
import { LEDGER_VERSION } from './ledger-version.js';

const DATA_FILE = 'data.mdb';

/** Where in a data folder the ledger lies. */
export const ledgerPath = (dataDir: string): string => join(dataDir, 'ledger');

export interface LedgerCopy {
  /** Newest block in the copy. */
  readonly block: number;
  readonly hash: string;
}

/**
 * Copies a ledger, also of a running service, into an empty folder: as it is after one block.
 *
 * @throws ServiceError LEDGER_COPY for a folder without a ledger, or one that is not empty; LEDGER_VERSION.
 */
export async function backupLedger(dataDir: string, to: string): Promise<LedgerCopy> {
  const path = ledgerPath(dataDir);
  expectLedger(path);
  expectEmpty(to);
  mkdirSync(to, { recursive: true });
  const root = open<string, string>({ path, encoding: 'string', maxDbs: 8, readOnly: true });
  try {
    await root.backup(to, true);
  } finally {
    await root.close();
  }
  return headOf(to);
}

/**
 * Puts a copy into an empty data folder.
 *
 * @throws ServiceError as `backupLedger`.
 */
export async function restoreLedger(from: string, dataDir: string): Promise<LedgerCopy> {
  expectLedger(from);
  const head = await headOf(from);
  const path = ledgerPath(dataDir);
  expectEmpty(path);
  mkdirSync(path, { recursive: true });
  cpSync(join(from, DATA_FILE), join(path, DATA_FILE));
  return head;
}

async function headOf(path: string): Promise<LedgerCopy> {
  const root = open<string, string>({ path, encoding: 'string', maxDbs: 8, readOnly: true });
  try {
    const version = root.get('version');
    if (version !== String(LEDGER_VERSION))
      throw emissionError('LEDGER_VERSION', `ledger: expected version ${LEDGER_VERSION}, got ${version}`);
    const text = root.get('head');
    if (text === undefined) throw emissionError('LEDGER_COPY', `ledger ${path}: expected blocks, got none`);
    const { block, hash } = fromJson<LedgerHead>(text);
    return { block, hash };
  } finally {
    await root.close();
  }
}

function expectLedger(path: string): void {
  if (existsSync(join(path, DATA_FILE))) return;
  throw emissionError('LEDGER_COPY', `ledger: expected one in ${path}, got none`);
}

function expectEmpty(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  throw emissionError('LEDGER_COPY', `folder ${folder}: expected it empty, got files in it`);
}
