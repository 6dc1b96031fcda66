/** No regular expression of the services takes long over a text that was made to make it take long. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { parseAst } from 'vitest/node';

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDERS = ['libs', 'services', 'apps', 'subnets'];
/** Longer than any text that is matched before its length is bounded. */
const LENGTH = 5_000;
/** What is linear takes less than a millisecond, what is quadratic some ten; beyond this it is worse. */
const LIMIT_MS = 2_000;
const PIECES = [
  'a',
  'A',
  '0',
  ' ',
  '/',
  ':',
  '-',
  '.',
  '%',
  '"',
  '(',
  '\n',
  '_',
  '//',
  'a ',
  'a.',
  'a-',
  '0x',
  'a:',
  '/a',
  'ab:',
  '0.',
];
const TAILS = ['', '!', '\u0000', '@', '/'];

interface Found {
  readonly where: string;
  readonly literal: string;
}

/** What is built: the same expressions as in the sources, without types. */
function built(folder: string): string[] {
  const skip = /\.test\.js$|node_modules|\/generated\/|\/testing\/|\/page\//;
  return (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
    .filter((path) => /(^|\/)dist\/.*\.js$/.test(path) && !skip.test(path))
    .map((path) => join(folder, path));
}

function literalsOf(path: string): Found[] {
  const found: Found[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, regex, raw } = node as { type?: unknown; regex?: unknown; raw?: unknown };
    if (type === 'Literal' && regex !== undefined) found.push({ where: path, literal: String(raw) });
    for (const child of Object.values(node)) visit(child);
  };
  visit(parseAst(readFileSync(join(ROOT, path), 'utf8')));
  return found;
}

/** @returns whether it was done with every text in time. */
function isQuick({ literal }: Found): boolean {
  const texts = PIECES.flatMap((piece) =>
    TAILS.map((tail) => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH) + tail),
  );
  try {
    // A match that takes too long is ended by the timeout.
    runInNewContext(
      `for (const text of texts) { const e = ${literal}; e.test(text); }`,
      { texts },
      { timeout: LIMIT_MS },
    );
    return true;
  } catch {
    return false;
  }
}

it('finds one that takes exponential or cubic time', () => {
  expect(isQuick({ where: '', literal: '/^(a+)+$/' })).toBe(false);
  expect(isQuick({ where: '', literal: '/a*a*a*a*b/' })).toBe(false);
  expect(isQuick({ where: '', literal: '/^[a-z]+$/' })).toBe(true);
});

it('every one in the sources is quick', () => {
  const all = FOLDERS.flatMap(built).flatMap(literalsOf);
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((each) => !isQuick(each))).toEqual([]);
});
