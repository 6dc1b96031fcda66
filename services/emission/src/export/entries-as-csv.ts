import { stringify } from 'csv-stringify/sync';
import type { LedgerEntry } from '@yumanet/proto/emission/v1';

/** Columns of both exports, in their order. */
export const COLUMNS = [
  'block',
  'index',
  'kind',
  'netuid',
  'epoch',
  'from',
  'to',
  'hotkey',
  'rao',
  'basis',
] as const;

/** A header line, then a line per entry; what an entry has none of is empty. */
export const entriesAsCsv = (entries: readonly LedgerEntry[]): string =>
  stringify(
    entries.map((entry) => COLUMNS.map((column) => text(entry[column]))),
    { header: true, columns: [...COLUMNS] },
  );

function text(value: LedgerEntry[keyof LedgerEntry]): string {
  if (value === undefined) return '';
  return Buffer.isBuffer(value) ? value.toString('hex') : String(value);
}
