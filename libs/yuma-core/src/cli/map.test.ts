import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { jsonLines, yuma } from './testing/run-command.js';

const SMALL = ['--nodes', '40', '--validators', '8', '--threads', '1'];
const folders: string[] = [];
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'yuma-map-')));
  return folders.at(-1)!;
};
afterEach(() => folders.splice(0).forEach((path) => rmSync(path, { recursive: true })));

describe('yuma map', () => {
  it('answers first', async () => {
    const { code, stdout } = await yuma(['map', '--threads', '1', '--seeds', '2']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/60 % stake needs 73\.\d % ± 0\.\d\d utility \(worst cabal 80 %\)/);
    expect(stdout).toContain('chacha12 seeds 0 … 1');
  });

  it('JSON: the parameters, then an answer per stake', async () => {
    const lines = jsonLines(await yuma(['map', ...SMALL, '--stakes', '0.6,0.8', '--seeds', '3', '--json']));
    expect(lines[0]).toMatchObject({ parameters: { nodes: 40, validators: 8, seeds: [0, 1, 2] } });
    expect(lines.slice(1).map((line) => (line['answer'] as { stake: number }).stake)).toEqual([0.6, 0.8]);
  });

  it('one cell', async () => {
    const [line] = jsonLines(await yuma(['map', '--honest', '0.74', '--cabal', '0.8', '--json']));
    expect(line!['emission']).toBeCloseTo(0.6054679, 6);
    const wrong = await yuma(['map', '--honest', '0.75', '--cabal', '0.8']);
    expect(wrong).toMatchObject({ code: 1 });
    expect(wrong.stderr).toContain('OUT_OF_RANGE: --honest: expected a multiple of 0.02');
  });

  it('a full map writes its files; an unfinished one is resumed to the same bytes', async () => {
    const [whole, part] = [folder(), folder()];
    const args = (out: string) => ['map', ...SMALL, '--full', '--stakes', '0.6,0.7', '--out', out, '--json'];
    const lines = jsonLines(await yuma(args(whole)));
    expect(lines.at(-1)).toMatchObject({ map: { cells: 5202, cellsInAll: 5202 } });
    const rows = readFileSync(join(whole, 'rows.jsonl'), 'utf8');
    // As a kill leaves it: some rows, the last cut short.
    writeFileSync(join(part, 'rows.jsonl'), rows.slice(0, Math.floor(rows.length * 0.4)));
    expect((await yuma(args(part))).stderr).toContain('STATE_EXISTS');
    expect((await yuma([...args(part), '--resume'])).code).toBe(0);
    for (const name of ['map.csv', 'lines.svg', 'heat-0.7.svg', 'report.html']) {
      expect(readFileSync(join(part, name), 'utf8'), name).toBe(readFileSync(join(whole, name), 'utf8'));
    }
    const other = await yuma([...args(part), '--resume', '--kappa', '0.6']);
    expect(other.stderr).toContain('STATE_MISMATCH');
  });

  it('refuses what makes no sense', async () => {
    expect((await yuma(['map', '--full'])).stderr).toContain('MISSING_FIELD: --out');
    expect((await yuma(['map', '--kappa', '1.5'])).code).toBe(2);
    expect((await yuma(['map', '--stakes', '0.6,0.6'])).code).toBe(2);
    expect((await yuma(['map', '--nodes', '8', '--validators', '8'])).stderr).toContain(
      'OUT_OF_RANGE: validators',
    );
    expect(existsSync('undefined')).toBe(false);
  });

  it('a check of the claims agrees with the packaged table, and shows what is documented', async () => {
    const { code, stdout } = await yuma([
      'map',
      '--check',
      'claims',
      '--rng',
      'splitmix64',
      '--seeds',
      '2',
      '--threads',
      '1',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/sigma = 0.4 mu +73 +73\.\d{3}/);
    expect(stdout.match(/yes/g)).toHaveLength(13);
  });
});
