/** A protocol change that breaks an earlier version fails here; buf itself judges. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '..');
const BASELINES = join(PROJECT, 'baselines');
const scratch = mkdtempSync(join(tmpdir(), 'yumanet-proto-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function buf(args: readonly string[], cwd = PROJECT) {
  const bins = [join(PROJECT, 'node_modules', '.bin'), join(PROJECT, '..', 'node_modules', '.bin')];
  const env = { ...process.env, PATH: [...bins, process.env['PATH']].join(delimiter) };
  return spawnSync('buf', args, { cwd, env, encoding: 'utf8' });
}

/** A copy of the protocol with one file changed. */
function changed(file: string, change: (text: string) => string): string {
  const copy = mkdtempSync(join(scratch, 'copy-'));
  cpSync(join(PROJECT, 'buf.yaml'), join(copy, 'buf.yaml'));
  cpSync(join(PROJECT, 'yumanet'), join(copy, 'yumanet'), { recursive: true });
  const path = join(copy, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  return copy;
}

const baselines = readdirSync(BASELINES);

describe.each(baselines)('against %s', (baseline) => {
  const against = ['breaking', '--against', join(BASELINES, baseline)];

  it('today’s protocol breaks nothing', () => {
    const { status, stdout, stderr } = buf(against);
    expect(stdout + stderr).toBe('');
    expect(status).toBe(0);
  });

  it.each([
    ['a field that changes its number', 'bytes state_root = 3;', 'bytes state_root = 30;'],
    ['a field that changes its type', 'uint64 number = 1;', 'string number = 1;'],
    ['a field that is gone', '  bytes state_root = 3;\n', ''],
  ])('%s is found', (_name, from, to) => {
    const copy = changed('yumanet/chain/v1/chain.proto', (text) => text.replace(from, to));
    expect(buf(against, copy).status).not.toBe(0);
  });
});

it('there is a baseline to compare with', () => {
  expect(baselines.length).toBeGreaterThan(0);
});
