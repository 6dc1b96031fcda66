import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { JsonObject } from '../src/input/fields.js';

export const VECTORS = join(import.meta.dirname, 'vectors');

export type VectorKind =
  'epoch-2026' | 'epoch-2024' | 'primitives' | 'block-emission' | 'economy' | 'bracket' | 'defaults';

interface Source {
  readonly sources: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, { readonly source: string; readonly kind: VectorKind }>>;
  /** Scenarios in these files that are no formula of this package, with the reason. */
  readonly replayedElsewhere: Readonly<Record<string, string>>;
}

export const SOURCE = JSON.parse(readFileSync(join(VECTORS, 'SOURCE.json'), 'utf8')) as Source;

/** Every file below `vectors/`, SOURCE.json aside. */
export function filesOnDisk(): string[] {
  return readdirSync(VECTORS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(VECTORS, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((name) => name !== 'SOURCE.json')
    .sort();
}

export function filesOfKind(kind: VectorKind): string[] {
  return Object.keys(SOURCE.files).filter((name) => SOURCE.files[name]!.kind === kind);
}

export function readJson(name: string): JsonObject {
  return JSON.parse(readFileSync(join(VECTORS, name), 'utf8')) as JsonObject;
}

export function readLinesOf(name: string): JsonObject[] {
  return readFileSync(join(VECTORS, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonObject);
}

/** How a test names a line. */
export function idOf(line: JsonObject): string {
  return typeof line['id'] === 'string' ? line['id'] : '(no id)';
}
