import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BenchRow } from '../bench/run-case.js';
import { jsonLines, yuma } from './testing/run-command.js';

describe('yuma bench', () => {
  it('measures a case on every engine, as JSON lines, and writes a plot', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yuma-bench-'));
    const plot = join(folder, 'plot.svg');
    try {
      const args = ['--filter', 'n=256/v=64/density=1/yuma2', '--seconds', '0.01', '--json', '--plot', plot];
      const result = await yuma(['bench', ...args]);
      expect(result.code).toBe(0);
      const rows = jsonLines(result) as unknown as BenchRow[];
      const prefix = 'epoch/n=256/v=64/density=1/yuma2';
      expect(rows.map(({ id }) => id).filter((id) => id.startsWith(prefix))).toEqual(
        ['float64', 'reference', 'wasm', 'wasm-threads=2'].map((engine) => `${prefix}/${engine}`),
      );
      const wasm = rows.find(({ id }) => id === `${prefix}/wasm`)!;
      expect(wasm).toMatchObject({ path: 'dense' });
      for (const figure of [
        wasm.minMs,
        wasm.vsFloat64,
        wasm.vsNativeRust,
        wasm.boundaryMs,
        wasm.memoryBytes,
      ]) {
        expect(figure).toBeGreaterThan(0);
      }
      expect(readFileSync(plot, 'utf8')).toContain('<polyline');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('lists ids, and refuses seconds that make no sense', async () => {
    const { stdout } = await yuma(['bench', '--list', '--filter', '16384']);
    expect(stdout.split('\n')).toContain('epoch/n=16384/v=64/density=1/yuma2');
    expect((await yuma(['bench', '--seconds', '-1'])).code).toBe(2);
  });
});
