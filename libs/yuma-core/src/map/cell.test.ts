import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createYuma } from '../backends.js';
import { CellRunner } from './cell.js';
import { DeviationKernel, Deviations } from './deviation.js';
import { sampleGraph } from './graph.js';
import { NormalSampler } from './normal.js';
import { DOCUMENTED_POINT, STUDY_STAKES } from './point.js';

const FILE = new URL('../../data/map/map_s40_k50_b100.csv.gz', import.meta.url);
const published = gunzipSync(readFileSync(FILE))
  .toString()
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').map(Number) as [number, number, number, number, number, number, number]);

describe('cells', () => {
  const sampler = new NormalSampler();

  it.each(STUDY_STAKES)('S_H %d: every 37th cell as Subtensor printed it', (stake) => {
    const engine = createYuma({ backend: 'wasm' });
    const graph = sampleGraph(DOCUMENTED_POINT, stake, 0, sampler);
    const runner = new CellRunner(engine, graph, DOCUMENTED_POINT);
    const deviations = new Deviations(graph, new DeviationKernel());
    const cells = published.filter(([s]) => s === stake).filter((_, k) => k % 37 === 0);
    expect(cells.length).toBe(71);
    for (const [, honest, cabal, deviation, emission, incentive, dividends] of cells) {
      const [h, c] = [Math.round(honest * 50), Math.round(cabal * 50)];
      const shares = runner.run(h, c);
      expect(Math.abs(shares.emission - emission), `E_H ${h} ${c}`).toBeLessThan(1e-7);
      expect(Math.abs(shares.incentive - incentive), `I_H ${h} ${c}`).toBeLessThan(1e-7);
      expect(Math.abs(shares.dividends - dividends), `D_H ${h} ${c}`).toBeLessThan(1e-7);
      expect(Math.abs(deviations.of(h, c) - deviation), `deviation ${h} ${c}`).toBeLessThan(1e-6);
    }
    engine.dispose();
  });

  it('no cell depends on the backend or on the cells before it', () => {
    const point = { ...DOCUMENTED_POINT, nodes: 40, validators: 8 };
    const graph = sampleGraph(point, 0.6, 3, sampler);
    const reference = new CellRunner(createYuma({ backend: 'reference' }), graph, point);
    const wasm = new CellRunner(createYuma({ backend: 'wasm' }), graph, point);
    wasm.run(0, 50);
    for (const [h, c] of [
      [37, 40],
      [50, 50],
      [37, 0],
    ] as const) {
      expect(wasm.run(h, c)).toEqual(reference.run(h, c));
    }
  });
});
