import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmissionConfig } from '../config.js';
import { ledgerPath } from './ledger-copy.js';
import type { LedgerStore } from './ledger-store.js';
import { LmdbLedgerStore } from './lmdb-ledger-store.js';
import { PgLedgerStore } from './pg-ledger-store.js';

/** The store that the settings ask for. A temporary one goes away with the service. */
export function openLedgerStore({
  databaseUrl,
  dataDir,
}: Pick<EmissionConfig, 'databaseUrl' | 'dataDir'>): LedgerStore {
  if (databaseUrl !== undefined) return new PgLedgerStore(databaseUrl);
  if (dataDir !== undefined) return new LmdbLedgerStore(ledgerPath(dataDir));
  const folder = mkdtempSync(join(tmpdir(), 'yumanet-emission-'));
  const store = new LmdbLedgerStore(join(folder, 'ledger'));
  const close = store.close.bind(store);
  store.close = async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  };
  return store;
}
