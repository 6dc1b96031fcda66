import pg from 'pg';
import { fromJson, messageOf, toJson } from '@yumanet/service-kit';
import { emissionError } from '../errors.js';
import { mayAppend } from './check-append.js';
import type { BlockAudit, BlockLedger, EntryKind, LedgerEntry } from './ledger-entry.js';
import { LEDGER_VERSION } from './ledger-version.js';
import type { EntryQuery, LedgerHead, LedgerPlace, LedgerStore, LedgerTotals } from './ledger-store.js';

/** Tables as they are in version 1. Amounts are numeric: SQL can sum them. */
const SCHEMA = `
CREATE TABLE IF NOT EXISTS ledger_meta (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE IF NOT EXISTS ledger_blocks (
  block integer PRIMARY KEY, hash text NOT NULL, in_rao numeric NOT NULL, out_rao numeric NOT NULL,
  dust_rao numeric NOT NULL, minted_rao numeric NOT NULL, recycled_rao numeric NOT NULL,
  entries integer NOT NULL, problems integer NOT NULL, gap integer NOT NULL, audit text NOT NULL);
CREATE INDEX IF NOT EXISTS ledger_blocks_problems ON ledger_blocks (block) WHERE problems > 0 OR gap > 0;
CREATE TABLE IF NOT EXISTS ledger_entries (
  block integer NOT NULL, index integer NOT NULL, kind text NOT NULL, netuid integer, epoch integer,
  source text NOT NULL, target text NOT NULL, hotkey text, rao numeric NOT NULL, basis text NOT NULL,
  PRIMARY KEY (block, index));
CREATE INDEX IF NOT EXISTS ledger_entries_hotkey ON ledger_entries (hotkey, block) WHERE hotkey IS NOT NULL;`;

/** One at a time may make the tables, and write. */
const LOCK = 0x59_55_4d_41;
const COLUMNS = 10;
/** PostgreSQL takes 65,535 parameters at once. */
const ROWS_AT_ONCE = 6_000;
const STATEMENT_MS = 10_000;

interface EntryRow {
  readonly block: number;
  readonly index: number;
  readonly kind: EntryKind;
  readonly netuid: number | null;
  readonly epoch: number | null;
  readonly source: string;
  readonly target: string;
  readonly hotkey: string | null;
  readonly rao: string;
  readonly basis: string;
}

/** The ledger in a PostgreSQL database: one transaction per block. */
export class PgLedgerStore implements LedgerStore {
  readonly #pool: pg.Pool;

  /** @param url as `postgres://user:password@host:5432/database`. */
  constructor(url: string) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: 4,
      connectionTimeoutMillis: STATEMENT_MS,
      statement_timeout: STATEMENT_MS,
      query_timeout: STATEMENT_MS,
    });
    // A connection that breaks while nobody uses it: the next question makes another.
    this.#pool.on('error', () => undefined);
  }

  open(genesisHash: string): Promise<void> {
    return this.#transaction(async (client) => {
      await client.query(SCHEMA);
      const meta = await metaOf(client);
      const version = meta.get('version');
      if (version === undefined) {
        await putMeta(client, 'version', String(LEDGER_VERSION));
        await putMeta(client, 'genesis', genesisHash);
      } else if (version !== String(LEDGER_VERSION))
        throw emissionError('LEDGER_VERSION', `ledger: expected version ${LEDGER_VERSION}, got ${version}`);
      else if (meta.get('genesis') !== genesisHash)
        throw emissionError(
          'WRONG_CHAIN',
          `ledger: expected genesis ${genesisHash}, got ${meta.get('genesis')}`,
        );
    });
  }

  async head(): Promise<LedgerHead | undefined> {
    const { rows } = await this.#query<{ value: string }>(
      "SELECT value FROM ledger_meta WHERE name = 'head'",
    );
    return rows[0] && fromJson<LedgerHead>(rows[0].value);
  }

  append({ audit, entries }: BlockLedger, place: LedgerPlace): Promise<boolean> {
    const { block, hash } = audit;
    return this.#transaction(async (client) => {
      const { rows } = await client.query<{ block: number; hash: string }>(
        'SELECT block, hash FROM ledger_blocks WHERE block = $1 OR block = (SELECT max(block) FROM ledger_blocks)',
        [block],
      );
      const known = rows.find((row) => row.block === block)?.hash;
      if (
        !mayAppend(
          audit,
          rows.find((row) => row.block !== block),
          known,
        )
      )
        return false;
      await client.query('INSERT INTO ledger_blocks VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', [
        block,
        hash,
        ...[audit.inRao, audit.outRao, audit.dustRao, audit.mintedRao, audit.recycledRao].map(String),
        entries.length,
        audit.problems.length,
        audit.gap,
        toJson(audit),
      ]);
      for (let from = 0; from < entries.length; from += ROWS_AT_ONCE)
        await insertEntries(client, entries.slice(from, from + ROWS_AT_ONCE));
      await putMeta(client, 'head', toJson({ block, hash, ...place }));
      return true;
    });
  }

  async entries({
    fromBlock,
    toBlock,
    netuid,
    hotkey,
    kind,
    after,
    limit,
  }: EntryQuery): Promise<readonly LedgerEntry[]> {
    const { rows } = await this.#query<EntryRow>(
      `SELECT * FROM ledger_entries WHERE block BETWEEN $1 AND $2
         AND ($3::integer IS NULL OR netuid = $3) AND ($4::text IS NULL OR hotkey = $4)
         AND ($5::text IS NULL OR kind = $5) AND ($6::integer IS NULL OR (block, index) > ($6, $7))
       ORDER BY block, index LIMIT $8`,
      [
        fromBlock,
        toBlock,
        netuid ?? null,
        hotkey ?? null,
        kind ?? null,
        after?.block ?? null,
        after?.index ?? 0,
        limit,
      ],
    );
    return rows.map((row) => ({
      block: row.block,
      index: row.index,
      kind: row.kind,
      netuid: row.netuid ?? undefined,
      epoch: row.epoch ?? undefined,
      from: row.source,
      to: row.target,
      hotkey: row.hotkey ?? undefined,
      rao: BigInt(row.rao),
      basis: row.basis,
    }));
  }

  async audit(block: number): Promise<BlockAudit | undefined> {
    return (await this.audits(block, block, 1))[0];
  }

  async audits(
    fromBlock: number,
    toBlock: number,
    limit: number,
    problemsOnly = false,
  ): Promise<readonly BlockAudit[]> {
    const { rows } = await this.#query<{ audit: string }>(
      `SELECT audit FROM ledger_blocks WHERE block BETWEEN $1 AND $2
       ${problemsOnly ? 'AND (problems > 0 OR gap > 0)' : ''} ORDER BY block LIMIT $3`,
      [fromBlock, toBlock, limit],
    );
    return rows.map(({ audit }) => fromJson<BlockAudit>(audit));
  }

  async totals(fromBlock: number, toBlock: number): Promise<LedgerTotals> {
    const sum = (column: string) => `coalesce(sum(${column}), 0)::text AS ${column}`;
    const sums = ['entries', 'in_rao', 'out_rao', 'dust_rao', 'minted_rao', 'recycled_rao', 'problems'].map(
      sum,
    );
    const { rows } = await this.#query<Record<string, string>>(
      `SELECT count(*)::text AS blocks, count(*) FILTER (WHERE gap > 0)::text AS gaps, ${sums.join(', ')}
       FROM ledger_blocks WHERE block BETWEEN $1 AND $2`,
      [fromBlock, toBlock],
    );
    const rao = (column: string) => BigInt(rows[0]?.[column] ?? '0');
    return {
      blocks: Number(rao('blocks')),
      entries: Number(rao('entries')),
      inRao: rao('in_rao'),
      outRao: rao('out_rao'),
      dustRao: rao('dust_rao'),
      mintedRao: rao('minted_rao'),
      recycledRao: rao('recycled_rao'),
      problems: Number(rao('problems')),
      gaps: Number(rao('gaps')),
    };
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  #query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<pg.QueryResult<Row>> {
    return reachable(() => this.#pool.query<Row>(text, values));
  }

  #transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return reachable(async () => {
      const client = await this.#pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('BEGIN');
        await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
        const result = await work(client);
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((failed: Error) => (broken = failed));
        throw error;
      } finally {
        client.release(broken);
      }
    });
  }
}

/** Failures of the database that pass by themselves get the name under which they are tried again. */
async function reachable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as { readonly code?: string };
    // What PostgreSQL itself refuses (five characters, not of classes 08, 53, 57) would be refused again.
    const permanent = code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !/^(08|53|57)/.test(code);
    if (permanent || (error as Error).name === 'ServiceError') throw error;
    throw emissionError(
      'LEDGER_UNAVAILABLE',
      `ledger: expected its database, got ${messageOf(error)}`,
      {},
      {
        cause: error,
      },
    );
  }
}

async function insertEntries(client: pg.PoolClient, entries: readonly LedgerEntry[]): Promise<void> {
  const rows = entries.map(
    (_, row) => `(${Array.from({ length: COLUMNS }, (_c, k) => `$${row * COLUMNS + k + 1}`).join()})`,
  );
  await client.query(
    `INSERT INTO ledger_entries VALUES ${rows.join()}`,
    entries.flatMap(({ block, index, kind, netuid, epoch, from, to, hotkey, rao, basis }) => [
      block,
      index,
      kind,
      netuid ?? null,
      epoch ?? null,
      from,
      to,
      hotkey ?? null,
      String(rao),
      basis,
    ]),
  );
}

async function metaOf(client: pg.PoolClient): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; value: string }>(
    "SELECT name, value FROM ledger_meta WHERE name IN ('version', 'genesis')",
  );
  return new Map(rows.map(({ name, value }) => [name, value]));
}

async function putMeta(client: pg.PoolClient, name: string, value: string): Promise<void> {
  await client.query(
    'INSERT INTO ledger_meta VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [name, value],
  );
}
