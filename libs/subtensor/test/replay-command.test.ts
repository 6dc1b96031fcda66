import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VECTORS } from './vector-files.js';

const BIN = join(import.meta.dirname, '../bin/yumanet-replay.js');
const run = (...args: string[]) => spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8' });

describe('yumanet-replay', () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'replay-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints a line per vector and counts, exit 0 when all are equal', () => {
    const files = ['a-halving.185.jsonl', 'defaults.185.json'].map((name) => join(VECTORS, name));
    const lines = execFileSync(process.execPath, [BIN, ...files], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(lines).toEqual([
      `${files[0]}:1 a-185-1-halving equal`,
      `${files[1]}:1 defaults equal`,
      '2 equal, 0 different, 0 unreadable',
    ]);
  });

  it('names the first difference and exits 1', () => {
    const file = join(folder, 'other.jsonl');
    writeFileSync(file, '{"id":"x","spec":"185","scenario":"none"}\nno json\n');
    const { status, stdout } = run(file);
    expect(status).toBe(1);
    expect(stdout).toContain(`${file}:1 x scenario: expected`);
    expect(stdout).toContain(`${file}:2 ? line: expected JSON`);
    expect(stdout.trim().endsWith('0 equal, 2 different, 0 unreadable')).toBe(true);
  });

  it('an unreadable or empty file is no success', () => {
    const empty = join(folder, 'empty.jsonl');
    writeFileSync(empty, '');
    expect(run(join(folder, 'none.jsonl')).status).toBe(1);
    expect(run(empty).status).toBe(1);
  });

  it('wrong usage exits 2, --help 0', () => {
    expect(run().status).toBe(2);
    expect(run('--fast').status).toBe(2);
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('FILE') as string });
  });
});
