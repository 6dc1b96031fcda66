import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EconomyState } from '@yumanet/subtensor';
import { Postgres } from '../../bench/postgres.mjs';
import type { BlockLedger } from './ledger-entry.js';
import type { LedgerStore } from './ledger-store.js';
import { LmdbLedgerStore } from './lmdb-ledger-store.js';
import { PgLedgerStore } from './pg-ledger-store.js';

const GENESIS = 'ab'.repeat(32);
const EVERYTHING = { fromBlock: 0, toBlock: 1_000_000, limit: 10_000 };
const HOTKEYS = ['0c'.repeat(32), '0d'.repeat(32)] as const;

const state = (block: number): EconomyState => ({
  block,
  issued: 2n ** 63n,
  balances: 5n,
  staked: 7n,
  ownerCut: 11_796,
  subnets: [{ netuid: 1, tempo: 9, owner: undefined, emissionRao: 10n ** 9n }],
  pending: [[1, 3n]],
  loaded: [[1, [[HOTKEYS[0], 1n, 2n]]]],
  locks: [],
  payees: [],
  root: undefined,
});

const place = (block: number) => ({ state: state(block), sequence: block + 1 });

/** A block in which two hotkeys earn; hash by number unless told. */
function ledger(
  block: number,
  hash = block.toString(16).padStart(64, '0'),
  gap = 0,
  problems = 0,
): BlockLedger {
  const common = { block, netuid: 1, epoch: block - 1, from: 'emission', basis: 'a rule' };
  return {
    audit: {
      block,
      hash,
      inRao: 2n ** 63n,
      outRao: 2n ** 63n - 1n,
      dustRao: 1n,
      mintedRao: 6n,
      recycledRao: 2n,
      issuedRao: 9n,
      epochs: [{ netuid: 1, block, pendingRao: 4n, loadedRao: 3n, dustRao: 1n }],
      problems: Array.from({ length: problems }, () => ({
        check: 'issued',
        netuid: undefined,
        expectedRao: 1n,
        gotRao: 2n,
      })),
      gap,
    },
    entries: [
      { ...common, index: 0, kind: 'miner', to: 'stake:x', hotkey: HOTKEYS[0], rao: 2n ** 63n },
      { ...common, index: 1, kind: 'validator', to: 'stake:y', hotkey: HOTKEYS[1], rao: 2n },
      {
        ...common,
        index: 2,
        netuid: 2,
        kind: 'dust',
        to: 'dust',
        hotkey: undefined,
        epoch: undefined,
        rao: 1n,
      },
    ],
  };
}

const folder = mkdtempSync(join(tmpdir(), 'yumanet-ledger-'));
let postgres: Postgres;

beforeAll(async () => {
  postgres = await Postgres.start();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(['lmdb', 'postgres'] as const)('the ledger on %s', (kind) => {
  const make = (): LedgerStore =>
    kind === 'lmdb' ? new LmdbLedgerStore(join(folder, 'store')) : new PgLedgerStore(postgres.url);
  let store: LedgerStore;
  beforeAll(async () => {
    store = make();
    await store.open(GENESIS);
  });
  afterAll(() => store.close());

  it('is empty at first', async () => {
    expect(await store.head()).toBeUndefined();
    expect(await store.entries(EVERYTHING)).toEqual([]);
    expect(await store.totals(0, 100)).toMatchObject({ blocks: 0, entries: 0, inRao: 0n });
  });

  it('takes a block once, whole; again it changes nothing', async () => {
    expect(await store.append(ledger(5), place(5))).toBe(true);
    expect(await store.append(ledger(5), place(5))).toBe(false);
    expect(await store.append(ledger(6), place(6))).toBe(true);
    expect(await store.append(ledger(5), place(5))).toBe(false);
    expect(await store.entries(EVERYTHING)).toEqual([...ledger(5).entries, ...ledger(6).entries]);
    expect(await store.totals(0, 100)).toEqual({
      blocks: 2,
      entries: 6,
      inRao: 2n ** 64n,
      outRao: 2n ** 64n - 2n,
      dustRao: 2n,
      mintedRao: 12n,
      recycledRao: 4n,
      problems: 0,
      gaps: 0,
    });
  });

  it('refuses another block of a height, and one that does not follow, and stays as it was', async () => {
    const other = store.append(ledger(6, 'ff'.repeat(32)), place(6));
    await expect(other).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' });
    await expect(store.append(ledger(8), place(8))).rejects.toMatchObject({ code: 'LEDGER_GAP' });
    expect(await store.head()).toEqual({ block: 6, hash: ledger(6).audit.hash, ...place(6) });
    expect(await store.audit(8)).toBeUndefined();
  });

  it('a gap that is said is taken, and found again with the problems', async () => {
    await store.append(ledger(10, undefined, 3), place(10));
    await store.append(ledger(11, undefined, 0, 2), place(11));
    expect((await store.audits(0, 100, 10)).map(({ block }) => block)).toEqual([5, 6, 10, 11]);
    expect((await store.audits(0, 100, 10, true)).map(({ block }) => block)).toEqual([10, 11]);
    expect(await store.totals(7, 100)).toMatchObject({ blocks: 2, problems: 2, gaps: 1 });
    expect(await store.audit(11)).toEqual(ledger(11, undefined, 0, 2).audit);
  });

  it('answers by hotkey, kind, subnet and place, page by page', async () => {
    const earned = await store.entries({ ...EVERYTHING, hotkey: HOTKEYS[1] });
    expect(earned.map(({ block, index }) => [block, index])).toEqual(
      [5, 6, 10, 11].map((block) => [block, 1]),
    );
    expect(await store.entries({ ...EVERYTHING, hotkey: '00'.repeat(32) })).toEqual([]);
    expect(await store.entries({ ...EVERYTHING, kind: 'dust', netuid: 1 })).toEqual([]);
    expect(await store.entries({ ...EVERYTHING, netuid: 2, fromBlock: 6, toBlock: 6 })).toEqual([
      ledger(6).entries[2],
    ]);
    const page = await store.entries({ ...EVERYTHING, after: { block: 5, index: 1 }, limit: 2 });
    expect(page).toEqual([ledger(5).entries[2], ledger(6).entries[0]]);
  });

  it('is another chain’s or another format’s: refused by name', async () => {
    const again = make();
    await expect(again.open('cd'.repeat(32))).rejects.toMatchObject({ code: 'WRONG_CHAIN' });
    await again.open(GENESIS);
    expect((await again.head())?.block).toBe(11);
    await again.close();
  });

  it('two writers of the same block: it is there once', async () => {
    const [a, b] = [make(), make()];
    const both = await Promise.all([a, b].map((each) => each.append(ledger(12), place(12))));
    expect(both.filter(Boolean).length).toBeLessThanOrEqual(kind === 'postgres' ? 1 : 2);
    expect(await store.entries({ ...EVERYTHING, fromBlock: 12 })).toEqual(ledger(12).entries);
    await Promise.all([a.close(), b.close()]);
  });
});

describe('a database that is away', () => {
  it('is named, so that it is tried again', async () => {
    const store = new PgLedgerStore('postgres://yumanet@127.0.0.1:1/postgres');
    await expect(store.head()).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE', status: 'UNAVAILABLE' });
    await store.close();
  });
});
