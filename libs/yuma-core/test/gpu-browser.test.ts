/**
 * The gpu backend where gpu.js has a WebGL 2 context: headless Chromium, which draws in software on a machine without a GPU.
 * Runs what the build made (`dist`).
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GpuDevice, GpuFigures } from '../src/backends.js';
import type { CrossoverRow } from '../src/bench/gpu-crossover.js';
import { renderCrossover } from '../src/cli/bench-gpu.js';
import { CHROMIUM, expectOutputs, REPLACER, REVIVE, runInPage, vectors } from './chromium-page.js';

const PACKAGE = join(import.meta.dirname, '..');
const GPU_JS = join(dirname(createRequire(import.meta.url).resolve('gpu.js')), '../dist/gpu-browser.js');

describe.skipIf(CHROMIUM === undefined)(
  'in Chromium (skipped where none is installed; CHROMIUM names one)',
  () => {
    it(
      'WebGL 2: the vectors, bit by bit, and proposals that are certified',
      { timeout: 150_000 },
      async () => {
        const { inputs, expected } = vectors();
        const script = `<script src="gpu-browser.js"></script><script type="module">
        import { createYuma } from './dist/index.js';
        const inputs = JSON.parse(await (await fetch('inputs.json')).text(), ${REVIVE});
        const engine = createYuma({
          backend: 'gpu',
          gpu: { GPU: window.GPU.GPU ?? window.GPU, mode: 'webgl2', proposals: 'always' },
        });
        try {
          await engine.whenReady();
          const outputs = inputs.map((input) => engine.runEpoch(input));
          const { device, figures } = engine;
          window.result = JSON.stringify({ device, figures, outputs: JSON.stringify(outputs, ${REPLACER.toString()}) });
        } catch (error) {
          window.failure = String(error?.stack ?? error);
        }
        engine.dispose();
      </script>`;
        const files = {
          '/inputs.json': JSON.stringify(inputs, REPLACER),
          '/gpu-browser.js': readFileSync(GPU_JS),
        };
        const result = JSON.parse(await runInPage(PACKAGE, script, files, 140_000)) as {
          device: GpuDevice;
          figures: GpuFigures;
          outputs: string;
        };
        expectOutputs(result.outputs, expected);
        expect(result.device.mode).toBe('webgl2');
        expect(result.figures.proposed).toBeGreaterThan(0);
        expect(result.figures.certifiedTiles).toBeGreaterThan(0);
        expect(result.figures.recomputedTiles).toBe(0);
      },
    );

    it.skipIf(process.env['YUMA_GPU_CROSSOVER'] === undefined)(
      'prints the crossover table (skipped unless YUMA_GPU_CROSSOVER is set: minutes, and nothing is proved)',
      { timeout: 600_000 },
      async () => {
        const script = `<script src="gpu-browser.js"></script><script type="module">
          import { CROSSOVER_SHAPES, measureCrossover } from './dist/bench/gpu-crossover.js';
          const rows = [];
          try {
            const options = { GPU: window.GPU.GPU ?? window.GPU, mode: 'webgl2' };
            for (const [n, v] of CROSSOVER_SHAPES.slice(0, ${process.env['YUMA_GPU_CROSSOVER']})) {
              rows.push(await measureCrossover(n, v, 1, options));
            }
            window.result = JSON.stringify(rows);
          } catch (error) {
            window.failure = String(error?.stack ?? error) + JSON.stringify(rows);
          }
        </script>`;
        const files = { '/gpu-browser.js': readFileSync(GPU_JS) };
        const rows = JSON.parse(await runInPage(PACKAGE, script, files, 580_000)) as CrossoverRow[];
        process.stdout.write(renderCrossover(rows));
        expect(rows.length).toBeGreaterThan(0);
      },
    );
  },
);
