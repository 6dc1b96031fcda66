// Entries per second into each store, in blocks of 120 entries. Yardstick: the same rows, put bare into the same engine.
import { open } from 'lmdb';
import pg from 'pg';
import { join } from 'node:path';
import { toJson } from '@yumanet/service-kit';
import { LmdbLedgerStore } from '../dist/ledger/lmdb-ledger-store.js';
import { PgLedgerStore } from '../dist/ledger/pg-ledger-store.js';
import { hotkey, round, tempFolder } from './harness.mjs';
import { Postgres, postgresBin } from './postgres.mjs';

const ENTRIES = 120;
const GENESIS = 'ab'.repeat(32);
const SUBNETS = 32;

/** A block of the books as of 32 paid subnets of which one pays. */
function blockOf(block) {
  const entry = (index) => ({
    block,
    index,
    kind: ['miner', 'validator', 'take', 'nominator'][index % 4],
    netuid: 1 + (block % SUBNETS),
    epoch: block - 1,
    from: `loaded:1:${hotkey(index)}`,
    to: `stake:${hotkey(index)}:${hotkey(index + 1)}`,
    hotkey: hotkey(index),
    rao: BigInt(1_000_000 + index),
    basis: `trunc(1000000 × stake ${index} / 7777)`,
  });
  const audit = {
    ...{ block, hash: block.toString(16).padStart(64, '0'), gap: 0, epochs: [], problems: [] },
    ...{ inRao: 1_000n, outRao: 999n, dustRao: 1n, mintedRao: 999n, recycledRao: 0n, issuedRao: 10n ** 15n },
  };
  return { audit, entries: Array.from({ length: ENTRIES }, (_, index) => entry(index)) };
}

const netuids = Array.from({ length: SUBNETS }, (_, k) => k + 1);
const stateOf = (block) => ({
  ...{
    block,
    issued: 10n ** 15n,
    balances: 10n ** 14n,
    staked: 10n ** 14n,
    ownerCut: 11_796,
    root: undefined,
  },
  subnets: netuids.map((netuid) => ({ netuid, tempo: 99, owner: hotkey(netuid), emissionRao: 31_250_000n })),
  pending: netuids.map((netuid) => [netuid, 10n ** 9n]),
  locks: netuids.map((netuid) => [netuid, 10n ** 11n]),
  loaded: [[1, Array.from({ length: 12 }, (_, k) => [hotkey(k), 1_000n, 2_000n])]],
  payees: Array.from({ length: 12 }, (_, k) => [
    hotkey(k),
    { take: 11_796, owner: hotkey(k), totalStakeRao: 10n ** 12n, stakes: [[hotkey(k), 10n ** 12n]] },
  ]),
});

async function perSecond(blocks, write) {
  const made = Array.from({ length: blocks }, (_, k) => blockOf(k + 1));
  const began = performance.now();
  for (const each of made) await write(each);
  return (1_000 * blocks * ENTRIES) / (performance.now() - began);
}

async function into(store, blocks) {
  await store.open(GENESIS);
  const rate = await perSecond(blocks, (ledger) =>
    store.append(ledger, { state: stateOf(ledger.audit.block), sequence: ledger.audit.block }),
  );
  await store.close();
  return rate;
}

async function bareLmdb(path, blocks) {
  const root = open({ path, encoding: 'string', keyEncoding: 'uint32' });
  const rate = await perSecond(blocks, ({ audit, entries }) =>
    root.transaction(() => void root.put(audit.block, toJson(entries))),
  );
  await root.close();
  return rate;
}

async function barePostgres(url, blocks) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'CREATE TABLE bare (block int, index int, kind text, netuid int, epoch int, source text, target text, hotkey text, rao numeric, basis text)',
  );
  const places = Array.from(
    { length: ENTRIES },
    (_, row) => `(${Array.from({ length: 10 }, (_c, k) => `$${row * 10 + k + 1}`).join()})`,
  ).join();
  const rate = await perSecond(blocks, ({ entries }) =>
    client.query(
      `INSERT INTO bare VALUES ${places}`,
      entries.flatMap((entry) => [
        ...[entry.block, entry.index, entry.kind, entry.netuid, entry.epoch, entry.from, entry.to],
        ...[entry.hotkey, String(entry.rao), entry.basis],
      ]),
    ),
  );
  await client.end();
  return rate;
}

const figures = (name, ours, bare) => ({
  name,
  entriesPerSecond: Math.round(ours),
  bareEntriesPerSecond: Math.round(bare),
  ratioToBare: round(ours / bare),
});

export async function benchLedger() {
  const folder = tempFolder();
  const lmdb = figures(
    'ledger, embedded store',
    await into(new LmdbLedgerStore(join(folder.path, 'ours')), 500),
    await bareLmdb(join(folder.path, 'bare'), 500),
  );
  folder.remove();
  if (postgresBin() === undefined)
    return [lmdb, { name: 'ledger, PostgreSQL', leftOut: 'no PostgreSQL here' }];
  const postgres = await Postgres.start();
  const ours = await into(new PgLedgerStore(postgres.url), 200);
  const bare = await barePostgres(postgres.url, 200);
  await postgres.stop();
  return [lmdb, figures('ledger, PostgreSQL', ours, bare)];
}
