import { expect, it } from 'vitest';
import { plotSvg } from './plot.js';
import type { BenchRow } from './run-case.js';

const row = (n: number, engine: string, nsPerWeight: number): BenchRow => ({
  id: `epoch/n=${n}/v=64/density=1/yuma2/${engine}`,
  minMs: 1,
  medianMs: 1,
  cpuMs: 1,
  runs: 1,
  nsPerWeight,
  vsFloat64: 1,
});

it('draws a line per engine with a point per size, and leaves out what is no epoch', () => {
  const svg = plotSvg([
    row(256, 'wasm', 8),
    row(1024, 'wasm', 7),
    row(256, 'float64', 200),
    { ...row(1, 'wasm', 1), id: 'finney_sn15/n=256/v=20/yuma2/wasm' },
  ]);
  expect(svg.match(/<polyline/g)).toHaveLength(2);
  expect(svg.match(/<circle/g)).toHaveLength(3);
  expect(svg).toContain('wasm yuma2 density 1');
});

it('says so where there is nothing to draw', () => {
  expect(plotSvg([])).toContain('no epoch was measured');
});
