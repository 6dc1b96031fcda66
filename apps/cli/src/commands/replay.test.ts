import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../main.js';

const VECTORS = join(import.meta.dirname, '../../../../libs/subtensor/test/vectors');

async function yumanet(...args: string[]) {
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    env: {},
  };
  const status = await main(['node', 'yumanet', ...args], io);
  return { status, lines: out.trim().split('\n'), err };
}

describe('yumanet replay', () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'replay-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints a line per vector and counts, exit 0 when all are equal', async () => {
    const files = ['a-halving.185.jsonl', 'defaults.185.json'].map((name) => join(VECTORS, name));
    const { status, lines } = await yumanet('replay', ...files);
    expect(status).toBe(0);
    expect(lines).toEqual([
      `${files[0]}:1 a-185-1-halving equal`,
      `${files[1]}:1 defaults equal`,
      '2 equal, 0 different, 0 unreadable',
    ]);
  });

  it('names the first difference and exits 1', async () => {
    const file = join(folder, 'other.jsonl');
    writeFileSync(file, '{"id":"x","spec":"185","scenario":"none"}\nno json\n');
    const { status, lines } = await yumanet('replay', file);
    expect(status).toBe(1);
    expect(lines[0]).toContain(`${file}:1 x scenario: expected`);
    expect(lines[1]).toContain(`${file}:2 ? line: expected JSON`);
    expect(lines.at(-1)).toBe('0 equal, 2 different, 0 unreadable');
  });

  it('speaks JSON', async () => {
    const { lines } = await yumanet('--json', 'replay', join(VECTORS, 'defaults.185.json'));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { file: join(VECTORS, 'defaults.185.json'), line: 1, equal: true, id: 'defaults' },
      { equal: 1, different: 0, unreadable: 0 },
    ]);
  });

  it('an unreadable or empty file is no success; no file is wrong usage', async () => {
    const empty = join(folder, 'empty.jsonl');
    writeFileSync(empty, '');
    expect((await yumanet('replay', join(folder, 'none.jsonl'))).status).toBe(1);
    expect((await yumanet('replay', empty)).status).toBe(1);
    expect((await yumanet('replay')).status).toBe(2);
  });
});
