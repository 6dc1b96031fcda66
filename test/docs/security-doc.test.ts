/** docs/security.md: every line of the threat model names tests, and each of them exists. That they pass is shown by their running. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const DOC = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8');
/** What a threat model of such a network has to speak of. */
const TOPICS = [
  'replay',
  'forged results',
  'size',
  'slowloris',
  'decompression bomb',
  'SSRF',
  'prototype pollution',
  'path traversal',
  'CORS',
  'origin',
  'ReDoS',
  'timing',
  'key reuse',
  'time skew',
];

interface Line {
  readonly text: string;
  readonly tests: readonly { readonly path: string; readonly title: string }[];
}

function lines(): Line[] {
  const section = DOC.split('## Who can do what')[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (who|-+) /.test(line))
    .map((text) => ({
      text,
      tests: [...text.matchAll(/\[[^\]]+\]\(\.\.\/([^)]+)\) _(.+?)_(?=;|\s+\|)/g)].map(([, path, title]) => ({
        path: path!,
        title: title!.replaceAll('\\_', '_').replaceAll('\\*', '*'),
      })),
    }));
}

/** The titles that a test file has, as its source writes them. */
const titlesOf = (path: string): string[] =>
  [
    ...readFileSync(join(ROOT, path), 'utf8').matchAll(
      /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g,
    ),
  ].map(([, single, double, template]) => single ?? double ?? template ?? '');

it('has a line for every kind of attack, and each line has tests', () => {
  const all = lines();
  expect(all.length).toBeGreaterThanOrEqual(40);
  expect(all.filter(({ tests }) => tests.length === 0).map(({ text }) => text)).toEqual([]);
  const text = all.map((line) => line.text).join('\n');
  expect(TOPICS.filter((topic) => !text.includes(topic))).toEqual([]);
});

it('every test that it names exists', () => {
  const missing = lines()
    .flatMap(({ tests }) => tests)
    .filter(
      ({ path, title }) =>
        !existsSync(join(ROOT, path)) ||
        !titlesOf(path).some((each) => each === title || (title.length > 20 && each.includes(title))),
    );
  expect(missing).toEqual([]);
});

it('every setting that it names is one', () => {
  const rates = DOC.split('## Rates and bounds')[1]?.split('\n## ')[0] ?? '';
  const schemas = [
    'libs/service-kit/src/config/common-settings.ts',
    'services/chain/src/config/schema.ts',
    'services/validator/src/gateway/settings.ts',
    'services/miner/src/config.ts',
    'apps/explorer/src/config.ts',
  ].map((path) => readFileSync(join(ROOT, path), 'utf8'));
  const settings = [...rates.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name!);
  const camel = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  expect(settings.length).toBeGreaterThan(10);
  expect(settings.filter((name) => !schemas.some((text) => text.includes(`  ${camel(name)}:`)))).toEqual([]);
});
