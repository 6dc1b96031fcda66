import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const VECTORS = join(import.meta.dirname, 'vectors');

interface Source {
  readonly sources: Readonly<Record<string, unknown>>;
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly kind: 'replay' | 'checksums' | 'interface' }>
  >;
}

export const SOURCE = JSON.parse(readFileSync(join(VECTORS, 'SOURCE.json'), 'utf8')) as Source;

export const filesOnDisk = (): string[] =>
  readdirSync(VECTORS)
    .filter((name) => name !== 'SOURCE.json')
    .sort();

/** Files that hold lines to be replayed. */
export const replayFiles = (): string[] =>
  filesOnDisk().filter((name) => SOURCE.files[name]?.kind === 'replay');

export type Line = Record<string, unknown>;

/** The lines of a file; a .json file is one. */
export function readLines(name: string): Line[] {
  const text = readFileSync(join(VECTORS, name), 'utf8');
  const lines = name.endsWith('.json') ? [text] : text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Line);
}
