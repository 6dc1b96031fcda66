/** The `yuma` command as a user runs it: the committed bin over the build. */
import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { computePrimitive } from '../src/golden/primitives.js';
import type { JsonObject } from '../src/input/fields.js';
import { readLinesOf, VECTORS } from './vector-files.js';

const BIN = join(import.meta.dirname, '..', 'bin', 'yuma.js');

function yuma(args: readonly string[], input = '') {
  const result = spawnSync(process.execPath, [BIN, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  const lines = () =>
    result.stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as JsonObject);
  return { ...result, lines };
}

const [epochLine] = readLinesOf('public.jsonl') as [JsonObject];
const asText = (line: unknown) => `${JSON.stringify(line)}\n`;

describe('yuma epoch', () => {
  it('adds output in the field names of expected, to a line that has only an input', () => {
    const { status, lines } = yuma(['epoch'], asText({ id: 'x', input: epochLine['input'] }));
    expect(status).toBe(0);
    expect(lines()).toEqual([{ id: 'x', input: epochLine['input'], output: epochLine['expected'] }]);
  });

  it('reads a file and g-epoch lines', () => {
    const { status, lines } = yuma([
      'epoch',
      '--format',
      'golden2024',
      join(VECTORS, '2024/g-epoch.185.jsonl'),
    ]);
    expect(status).toBe(0);
    const recorded = readLinesOf('2024/g-epoch.185.jsonl');
    expect(lines().map((line) => line['output'])).toEqual(recorded.map((line) => line['output']));
  });

  it('refuses a bad line in its place, does the rest, and exits with 1', () => {
    const text = ['{"id":"broken', asText(epochLine).trim(), asText({ id: 'no-input' }).trim(), '[]'].join(
      '\n',
    );
    const { status, lines } = yuma(['epoch'], text);
    expect(status).toBe(1);
    const [broken, good, missing, list] = lines();
    expect(broken).toMatchObject({ id: null, line: 1, error: { code: 'MALFORMED_JSON' } });
    expect(good!['output']).toEqual(epochLine['expected']);
    expect(missing).toMatchObject({ id: 'no-input', line: 3, error: { code: 'MISSING_FIELD' } });
    expect(list).toMatchObject({ id: null, line: 4, error: { code: 'WRONG_TYPE' } });
    expect(Object.keys(missing!)).toEqual(['id', 'line', 'error']);
  });

  const input = epochLine['input'] as JsonObject;
  it.each([
    ['lengths that disagree', { block_at_registration: ['1'] }, 'LENGTH_MISMATCH'],
    ['a row of odd length', { weights: [[1], [], [], [], []] }, 'MALFORMED_ROWS'],
    ['a uid out of range', { weights: [[65536, 1], [], [], [], []] }, 'OUT_OF_RANGE'],
    ['an owner uid that does not exist', { owner_uid: 5 }, 'OUT_OF_RANGE'],
    ['a negative integer', { kappa: -1 }, 'OUT_OF_RANGE'],
    ['a u64 that is too large', { rao_emission: '18446744073709551616' }, 'OUT_OF_RANGE'],
    [
      'an i128 that is too large',
      { stake_i64f64: ['1', '2', '3', '4', `1${'0'.repeat(39)}`] },
      'OUT_OF_RANGE',
    ],
    ['an absurdly long integer', { rao_emission: '9'.repeat(1000) }, 'OUT_OF_RANGE'],
    ['NaN (which JSON writes as null)', { kappa: NaN }, 'WRONG_TYPE'],
    ['a fraction', { kappa: 0.5 }, 'WRONG_TYPE'],
    ['a number too large to be exact', { rao_emission: 2 ** 53 }, 'WRONG_TYPE'],
    ['an unknown ruleset', { ruleset: '2023' }, 'UNKNOWN_RULESET'],
    ['a flag that is no flag', { yuma3: 'yes' }, 'WRONG_TYPE'],
  ])('refuses %s', (_name, change, code) => {
    const { status, lines } = yuma(['epoch'], asText({ id: 'bad', input: { ...input, ...change } }));
    expect(status).toBe(1);
    expect(lines()).toMatchObject([{ id: 'bad', line: 1, error: { code } }]);
  });

  it('refuses a 100 MB line without holding it, and goes on after it', async () => {
    const child = spawn(process.execPath, ['--max-old-space-size=64', BIN, 'epoch']);
    const chunk = Buffer.alloc(1 << 20, 'x');
    for (let i = 0; i < 100; i++) {
      if (!child.stdin.write(chunk)) await new Promise((resolve) => child.stdin.once('drain', resolve));
    }
    child.stdin.end(`\n${JSON.stringify(epochLine)}\n`);
    let text = '';
    for await (const part of child.stdout) text += String(part);
    const [long, good] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as JsonObject);
    expect(long).toMatchObject({ id: null, line: 1, error: { code: 'LINE_TOO_LONG' } });
    expect(good!['output']).toEqual(epochLine['expected']);
  });

  it('prints a table for people', () => {
    const { status, stdout } = yuma(['epoch', '--table', join(VECTORS, 'finney_sn15.jsonl')]);
    expect(status).toBe(0);
    expect(stdout).toContain('finney-sn15-4769998-yuma2-e0: ruleset 2026, 256 uids');
    expect(stdout).toContain('77_056_958_083');
    expect(stdout).toContain('% by rank');
  });

  it('says what is wrong with the command line, exit code 2, and with a missing file, exit code 1', () => {
    expect(yuma(['epoch', '--backend', 'abacus']).status).toBe(2);
    expect(yuma(['nonsense']).status).toBe(2);
    const missing = yuma(['epoch', '/no/such/file']);
    expect(missing.status).toBe(1);
    expect(missing.stderr).toContain('FILE_UNREADABLE');
  });

  it('ends quietly when its reader goes away', async () => {
    const child = spawn(process.execPath, [BIN, 'epoch']);
    createReadStream(join(VECTORS, 'public.jsonl')).pipe(child.stdin);
    child.stdin.on('error', () => undefined);
    child.stdout.destroy();
    let complaint = '';
    child.stderr.on('data', (part) => (complaint += String(part)));
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
  });
});

describe('yuma economy', () => {
  it('lays computed fields beside recorded ones, with equal on rows and line', () => {
    const { status, lines } = yuma(['economy', join(VECTORS, '2024/a-halving.185.jsonl')]);
    expect(status).toBe(0);
    const [line] = lines();
    expect(line!['equal']).toBe(true);
    const [row] = line!['rows'] as JsonObject[];
    expect(row).toMatchObject({ block_emission: '1000000000', equal: true });
    expect(row!['computed']).toEqual({ block_emission: '1000000000', emission_value_subnet: '1000000000' });
  });

  it('says false where a record differs; --check makes that an exit code', () => {
    const [recorded] = readLinesOf('2024/a-root-epoch.185.jsonl') as [JsonObject];
    const wrong = asText({ ...recorded, total_issuance_after: '1' });
    expect(yuma(['economy'], wrong).lines()[0]!['equal']).toBe(false);
    expect(yuma(['economy'], wrong).status).toBe(0);
    expect(yuma(['economy', '--check'], wrong).status).toBe(1);
  });

  it('refuses an unknown scenario and a malformed one', () => {
    const { status, lines } = yuma(
      ['economy'],
      '{"id":1,"scenario":"z"}\n{"id":2,"scenario":"d-adjust","rows":[{}]}\n',
    );
    expect(status).toBe(1);
    expect(lines()).toMatchObject([
      { id: 1, line: 1, error: { code: 'UNKNOWN_SCENARIO' } },
      { id: 2, line: 2, error: { code: 'MISSING_FIELD' } },
    ]);
  });
});

describe('yuma primitives', () => {
  it('computes one example of every function', () => {
    const examples = new Map(readLinesOf('primitives_public.jsonl').map((line) => [line['fn'], line]));
    const questions = [...examples.values()].map(({ fn, args }) => ({ fn, args }));
    const { status, lines } = yuma(['primitives'], questions.map(asText).join(''));
    expect(status).toBe(0);
    expect(lines()).toEqual(
      questions.map((question) => ({ ...question, result: computePrimitive(question) })),
    );
    expect(yuma(['primitives', '--list']).stdout.split('\n').filter(Boolean).sort()).toEqual(
      [...examples.keys()].sort(),
    );
  });

  it('refuses unknown functions, wrong argument counts and what upstream panics on', () => {
    const text = [
      '{"fn":"quantile","args":[]}',
      '{"fn":"exp_safe","args":[]}',
      '{"fn":"i32f32_saturating_div","args":["1","0"]}',
      '{"fn":"fixed_from_f32","args":[2130706433]}',
    ].join('\n');
    const codes = yuma(['primitives'], text)
      .lines()
      .map((line) => (line['error'] as JsonObject)['code']);
    expect(codes).toEqual(['UNKNOWN_FUNCTION', 'LENGTH_MISMATCH', 'ARITHMETIC', 'ARITHMETIC']);
  });
});

describe('yuma emission', () => {
  it('answers for an issuance, as text and as JSON', () => {
    expect(yuma(['emission', '--issuance', '10499999999999999']).stdout).toContain(
      '1000000000 rao per block',
    );
    const { lines } = yuma(['emission', '--json', '--issuance', '10500000000000000']);
    expect(lines()).toEqual([{ issuance: '10500000000000000', block_emission: '500000000' }]);
  });

  it('prints the halving table with a plot', () => {
    const { stdout } = yuma(['emission', '--curve']);
    expect(stdout).toContain('15750000.0000');
    expect(stdout).toContain('issuance (million TAO)');
  });

  it('wants something to do, and an integer', () => {
    expect(yuma(['emission']).status).toBe(2);
    expect(yuma(['emission', '--issuance', '1.5']).status).toBe(2);
  });
});

it.each(['epoch', 'economy', 'primitives', 'emission'])(
  'yuma %s --help shows examples and --json',
  (command) => {
    const { status, stdout } = yuma([command, '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('Examples:');
    expect(stdout).toContain('--json');
  },
);
