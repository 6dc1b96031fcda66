import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonLines, yuma } from './testing/run-command.js';

const ONE = ['--threads', '1'];

describe('yuma compare', () => {
  it('a published case under two Yumas: who moves early gains in Yuma 3', async () => {
    const args = ['compare', '--case', '2', '--a', 'rules.yuma=yuma2', '--b', 'rules.yuma=yuma3', ...ONE];
    const [result] = jsonLines(await yuma([...args, '--json']));
    const groups = result!['groups'] as { name: string; a: number; b: number }[];
    const lazy = groups.find(({ name }) => name === 'lazy')!;
    const eager = groups.find(({ name }) => name === 'eager')!;
    expect(eager.b / lazy.b).toBeGreaterThan(1);
    expect((await yuma(args)).stdout).toMatch(/B: rules.yuma=yuma3\n/);
  });

  it('writes a page with both', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yuma-compare-'));
    try {
      const path = join(folder, 'both.html');
      await yuma(['compare', '--case', '8', '--b', 'rules.kappa=0.9', '--html', path, ...ONE]);
      const page = readFileSync(path, 'utf8');
      expect(page).toContain('B: rules.kappa=0.9');
      expect(page.match(/<svg/g)).toHaveLength(3);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('lists the cases, and wants one or a file', async () => {
    expect((await yuma(['compare', '--cases'])).stdout.trim().split('\n')).toHaveLength(14);
    expect((await yuma(['compare'])).stderr).toContain('MISSING_FIELD: scenario: expected a file or --case');
    expect((await yuma(['compare', '--case', '15'])).code).toBe(2);
  });
});
