import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createYuma } from '../backends.js';
import { CellRunner } from './cell.js';
import { averageWeightDeviation } from './deviation.js';
import { sampleGraph } from './graph.js';
import { NormalSampler } from './normal.js';
import { DOCUMENTED_POINT } from './point.js';

const FILE = new URL('../../data/map/map_s40_k50_b100.csv.gz', import.meta.url);
const published = gunzipSync(readFileSync(FILE)).toString().trim().split('\n').slice(1).map((line) => line.split(',').map(Number));

it('cells of the published map', () => {
  const engine = createYuma({ backend: 'wasm' });
  const sampler = new NormalSampler();
  let t = performance.now();
  const worst = [0,0,0,0];
  let [tr,td]=[0,0];
  for (const stake of [0.6, 0.99]) {
    const runner = new CellRunner(engine, sampleGraph(DOCUMENTED_POINT, stake, 0, sampler), DOCUMENTED_POINT);
    console.log('sample', performance.now() - t);
    t = performance.now();
    for (const [s, wh, wc, dev, e, i, d] of published) {
      if (s !== stake) continue;
      const [h, c] = [Math.round(wh! * 50), Math.round(wc! * 50)];
      const t0 = performance.now();
      const shares = runner.run(h, c);
      const t1 = performance.now();
      const deviation = averageWeightDeviation(runner.graph, { honest: runner.campRows('honest', h), cabal: runner.campRows('cabal', c) });
      tr += t1 - t0; td += performance.now() - t1;
      [shares.emission - e!, shares.incentive - i!, shares.dividends - d!, deviation - dev!].forEach((x, k) => (worst[k] = Math.max(worst[k]!, Math.abs(x))));
    }
    console.log('cells', performance.now() - t, worst, tr, td);
  }
  expect(Math.max(...worst)).toBeLessThan(1e-6);
});
