import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PACKAGE = join(import.meta.dirname, '..');
const README = readFileSync(join(PACKAGE, 'README.md'), 'utf8');

describe('README', () => {
  it('its example prints what it says', () => {
    const [, code, printed] = /```js\n([\s\S]*?)```\n\n```text\n([\s\S]*?)```/.exec(README)!;
    // Inside the package, so that it imports itself by name as a user would.
    const folder = mkdtempSync(join(PACKAGE, 'node_modules-readme-'));
    try {
      const file = join(folder, 'example.mjs');
      writeFileSync(file, code!);
      expect(execFileSync(process.execPath, [file], { encoding: 'utf8' })).toBe(printed);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('names only files that exist', () => {
    const linked = [...README.matchAll(/\]\(((?:src|test|docs)[^)]*)\)/g)].map(([, path]) => path!);
    const inTable = [...README.matchAll(/`((?:epoch|math|economy)\/[a-z0-9-]+\.ts)`/g)].map(
      ([, path]) => `src/${path}`,
    );
    expect(linked.length + inTable.length).toBeGreaterThan(20);
    for (const path of [...linked, ...inTable]) expect(existsSync(join(PACKAGE, path)), path).toBe(true);
  });
});
