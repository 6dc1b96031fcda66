import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backupLedger, ledgerPath, restoreLedger } from './ledger-copy.js';
import type { BlockLedger } from './ledger-entry.js';
import { LmdbLedgerStore } from './lmdb-ledger-store.js';

const GENESIS = 'ab'.repeat(32);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'yumanet-ledger-copy-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (...path: string[]) => join(folder, ...path);
const hashOf = (block: number) => block.toString(16).padStart(64, '0');
const empty = (block: number): BlockLedger => ({
  audit: {
    ...{ block, hash: hashOf(block), inRao: 0n, outRao: 0n, dustRao: 0n, mintedRao: 0n, recycledRao: 0n },
    ...{ issuedRao: 0n, epochs: [], problems: [], gap: 0 },
  },
  entries: [],
});
const place = (block: number) => ({ state: {} as never, sequence: block + 1 });

it('copies a ledger that is being written, as it is after one block, and goes on from the copy', async () => {
  const ledger = new LmdbLedgerStore(ledgerPath(at('live')));
  await ledger.open(GENESIS);
  for (let block = 1; block <= 50; block++) await ledger.append(empty(block), place(block));
  const [copied] = await Promise.all([
    backupLedger(at('live'), at('copy')),
    (async () => {
      for (let block = 51; block <= 100; block++) await ledger.append(empty(block), place(block));
    })(),
  ]);
  await ledger.close();
  expect(copied.block).toBeGreaterThanOrEqual(50);
  expect(copied.hash).toBe(hashOf(copied.block));

  expect(await restoreLedger(at('copy'), at('new'))).toEqual(copied);
  const restored = new LmdbLedgerStore(ledgerPath(at('new')));
  await restored.open(GENESIS);
  expect(await restored.head()).toMatchObject(copied);
  expect(await restored.audits(0, 1_000, 1_000)).toHaveLength(copied.block);
  expect(await restored.append(empty(copied.block + 1), place(copied.block + 1))).toBe(true);
  await restored.close();
});

it('refuses by name what is no ledger, what is in the way, and another format', async () => {
  await expect(backupLedger(at('nowhere'), at('copy-2'))).rejects.toMatchObject({ code: 'LEDGER_COPY' });
  await expect(restoreLedger(at('copy'), at('new'))).rejects.toMatchObject({ code: 'LEDGER_COPY' });
  await expect(backupLedger(at('new'), folder)).rejects.toMatchObject({ code: 'LEDGER_COPY' });

  const newer = open<string, string>({ path: at('newer'), encoding: 'string', maxDbs: 8 });
  await newer.put('version', '99');
  await newer.close();
  await expect(restoreLedger(at('newer'), at('new-2'))).rejects.toMatchObject({ code: 'LEDGER_VERSION' });
});
