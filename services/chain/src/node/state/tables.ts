import { open, type Database, type RootDatabase } from 'lmdb';
import { storeError } from './store-errors.js';

/**
 * The version of everything below. A newer program migrates or refuses; it never guesses.
 *
 * | table     | key                  | value |
 * |-----------|----------------------|-------|
 * | meta      | name                 | JSON; `amended:N`: what was changed after block N without a block; `fork`, `fork-ranges` |
 * | state     | Substrate key, hex   | value after the newest block |
 * | tree      | `r` ‖ path in hex    | branch of the state tree |
 * | history   | [key, block number]  | 0x00, or 0x01 ‖ the value before that block changed it |
 * | changed   | block number         | keys that block changed, separated by line feeds |
 * | headers   | block number         | SCALE header |
 * | bodies    | block number         | SCALE Vec<extrinsic> |
 * | numbers   | block hash, hex      | block number |
 * | events    | block number         | SCALE Vec<EventRecord>; no entry where there were none |
 * | fork      | `a` ‖ key            | (a fork only) the key is known not to be there |
 * | fork      | `t` ‖ key            | (a fork only) f64 BE: 4096 · first block that changed it + number of the amendment |
 */
export const STORE_FORMAT = 2;

export interface Tables {
  readonly root: RootDatabase;
  readonly meta: Database<unknown, string>;
  readonly state: Database<Buffer, string>;
  readonly tree: Database<Buffer, string>;
  readonly history: Database<Buffer, [string, number]>;
  readonly changed: Database<string, number>;
  readonly headers: Database<Buffer, number>;
  readonly bodies: Database<Buffer, number>;
  readonly numbers: Database<number, string>;
  readonly events: Database<Buffer, number>;
  readonly fork: Database<Buffer, string>;
}

export interface TableOptions {
  readonly path: string;
  /** Wait for the disk at each commit: survives power loss. Without it only the process may die. */
  readonly fsync: boolean;
  readonly readOnly?: boolean;
}

/** @throws ChainError STORE_CORRUPT, STORE_FULL or STORE_FAILED. */
export function openTables(options: TableOptions): Tables {
  const { path, fsync } = options;
  try {
    const root = open({
      path,
      maxDbs: 12,
      noSubdir: false,
      ...(options.readOnly === true ? { readOnly: true } : { noSync: !fsync, overlappingSync: false }),
    });
    const binary = { encoding: 'binary' } as const;
    return {
      root,
      meta: root.openDB('meta', { encoding: 'json' }),
      state: root.openDB('state', binary),
      tree: root.openDB('tree', binary),
      history: root.openDB('history', binary),
      changed: root.openDB('changed', { encoding: 'string' }),
      headers: root.openDB('headers', binary),
      bodies: root.openDB('bodies', binary),
      numbers: root.openDB('numbers', { encoding: 'json' }),
      events: root.openDB('events', binary),
      fork: root.openDB('fork', binary),
    };
  } catch (error) {
    throw storeError(error, 'open', path);
  }
}
