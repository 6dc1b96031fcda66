import { fromJson, toJson } from '@yumanet/service-kit';
import { open, type Database, type RootDatabase } from 'lmdb';
import { emissionError } from '../errors.js';
import { mayAppend } from './check-append.js';
import type { BlockAudit, BlockLedger, LedgerEntry } from './ledger-entry.js';
import { LEDGER_VERSION } from './ledger-version.js';
import type { EntryQuery, LedgerHead, LedgerPlace, LedgerStore, LedgerTotals } from './ledger-store.js';
import { addAudit, NO_TOTALS } from './totals.js';

/** The ledger in a folder of this machine: LMDB, one transaction per block. */
export class LmdbLedgerStore implements LedgerStore {
  readonly #root: RootDatabase<string, string>;
  /** Entries of a block, and its audit, as JSON. */
  readonly #entries: Database<string, number>;
  readonly #audits: Database<string, number>;
  /** [hotkey, block] of every block in which a hotkey earned something. */
  readonly #earned: Database<boolean, [string, number]>;
  /** Blocks with a problem or a gap. */
  readonly #problems: Database<boolean, number>;

  constructor(path: string) {
    this.#root = open<string, string>({ path, encoding: 'string', maxDbs: 8 });
    this.#entries = this.#root.openDB({ name: 'entries', encoding: 'string', keyEncoding: 'uint32' });
    this.#audits = this.#root.openDB({ name: 'audits', encoding: 'string', keyEncoding: 'uint32' });
    this.#earned = this.#root.openDB({ name: 'earned', encoding: 'json' });
    this.#problems = this.#root.openDB({ name: 'problems', encoding: 'json', keyEncoding: 'uint32' });
  }

  async open(genesisHash: string): Promise<void> {
    const version = this.#root.get('version');
    if (version === undefined) {
      await this.#root.transaction(() => {
        void this.#root.put('version', String(LEDGER_VERSION));
        void this.#root.put('genesis', genesisHash);
      });
      return;
    }
    if (version !== String(LEDGER_VERSION))
      throw emissionError('LEDGER_VERSION', `ledger: expected version ${LEDGER_VERSION}, got ${version}`);
    const genesis = this.#root.get('genesis');
    if (genesis !== genesisHash)
      throw emissionError('WRONG_CHAIN', `ledger: expected genesis ${genesisHash}, got ${genesis}`);
  }

  head(): Promise<LedgerHead | undefined> {
    const text = this.#root.get('head');
    return Promise.resolve(text === undefined ? undefined : fromJson<LedgerHead>(text));
  }

  append({ audit, entries }: BlockLedger, place: LedgerPlace): Promise<boolean> {
    const { block, hash } = audit;
    return this.#root.transaction(() => {
      const known = this.#audits.get(block);
      if (
        !mayAppend(audit, this.#newest(), known === undefined ? undefined : fromJson<BlockAudit>(known).hash)
      )
        return false;
      void this.#audits.put(block, toJson(audit));
      void this.#entries.put(block, toJson(entries));
      for (const hotkey of new Set(entries.flatMap((entry) => entry.hotkey ?? [])))
        void this.#earned.put([hotkey, block], true);
      if (audit.problems.length > 0 || audit.gap > 0) void this.#problems.put(block, true);
      void this.#root.put('head', toJson({ block, hash, ...place }));
      return true;
    });
  }

  /** PERF: the head holds a whole state; what the next block is checked against, the newest audit says too. */
  #newest(): BlockAudit | undefined {
    const [last] = this.#audits.getRange({ reverse: true, limit: 1 });
    return last && fromJson<BlockAudit>(last.value);
  }

  entries(query: EntryQuery): Promise<readonly LedgerEntry[]> {
    const found: LedgerEntry[] = [];
    for (const block of this.#blocks(query)) {
      for (const entry of fromJson<LedgerEntry[]>(this.#entries.get(block) ?? '[]')) {
        if (!fits(entry, query)) continue;
        found.push(entry);
        if (found.length === query.limit) return Promise.resolve(found);
      }
    }
    return Promise.resolve(found);
  }

  audit(block: number): Promise<BlockAudit | undefined> {
    const text = this.#audits.get(block);
    return Promise.resolve(text === undefined ? undefined : fromJson<BlockAudit>(text));
  }

  audits(
    fromBlock: number,
    toBlock: number,
    limit: number,
    problemsOnly = false,
  ): Promise<readonly BlockAudit[]> {
    const range = { start: fromBlock, end: toBlock + 1, limit };
    const blocks = problemsOnly ? this.#problems.getKeys(range) : this.#audits.getKeys(range);
    return Promise.resolve([...blocks].map((block) => fromJson<BlockAudit>(this.#audits.get(block) ?? '')));
  }

  totals(fromBlock: number, toBlock: number): Promise<LedgerTotals> {
    let totals = NO_TOTALS;
    for (const { key, value } of this.#audits.getRange({ start: fromBlock, end: toBlock + 1 }))
      totals = addAudit(totals, fromJson<BlockAudit>(value), countOf(this.#entries.get(key) ?? '[]'));
    return Promise.resolve(totals);
  }

  close(): Promise<void> {
    return this.#root.close();
  }

  *#blocks({ fromBlock, toBlock, hotkey, after }: EntryQuery): Generator<number> {
    const start = Math.max(fromBlock, after?.block ?? 0);
    if (hotkey === undefined) yield* this.#entries.getKeys({ start, end: toBlock + 1 });
    else
      for (const [, block] of this.#earned.getKeys({ start: [hotkey, start], end: [hotkey, toBlock + 1] }))
        yield block;
  }
}

const countOf = (text: string): number => (JSON.parse(text) as unknown[]).length;

function fits(entry: LedgerEntry, { netuid, hotkey, kind, after }: EntryQuery): boolean {
  if (after !== undefined && entry.block === after.block && entry.index <= after.index) return false;
  return (
    (netuid === undefined || entry.netuid === netuid) &&
    (hotkey === undefined || entry.hotkey === hotkey) &&
    (kind === undefined || entry.kind === kind)
  );
}
