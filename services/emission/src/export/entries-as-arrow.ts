import {
  Dictionary,
  Int32,
  Uint32,
  Uint64,
  Utf8,
  tableToIPC,
  vectorFromArray,
  Table,
  type Vector,
} from 'apache-arrow';
import type { LedgerEntry } from '@yumanet/proto/emission/v1';

/** An Arrow IPC stream: rao and blocks as u64, kinds and accounts as dictionaries; what an entry has none of is null. */
export function entriesAsArrow(entries: readonly LedgerEntry[]): Uint8Array<ArrayBuffer> {
  const words = (pick: (entry: LedgerEntry) => string | null): Vector =>
    vectorFromArray(entries.map(pick), new Dictionary(new Utf8(), new Int32()));
  const u64 = (pick: (entry: LedgerEntry) => bigint | null): Vector =>
    vectorFromArray(entries.map(pick), new Uint64());
  const u32 = (pick: (entry: LedgerEntry) => number | null): Vector =>
    vectorFromArray(entries.map(pick), new Uint32());
  const table = new Table({
    block: u64(({ block }) => block),
    index: u32(({ index }) => index),
    kind: words(({ kind }) => kind),
    netuid: u32(({ netuid }) => netuid ?? null),
    epoch: u64(({ epoch }) => epoch ?? null),
    from: words(({ from }) => from),
    to: words(({ to }) => to),
    hotkey: words(({ hotkey }) => (hotkey.length === 0 ? null : hotkey.toString('hex'))),
    rao: u64(({ rao }) => rao),
    basis: words(({ basis }) => basis),
  });
  return new Uint8Array(tableToIPC(table, 'stream'));
}
