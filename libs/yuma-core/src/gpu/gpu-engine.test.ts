import { afterEach, describe, expect, it } from 'vitest';
import { syntheticEpoch, VARIANTS } from '../bench/synthetic-epoch.js';
import { createYuma } from '../backends.js';
import { firstDifference } from '../fuzz/compare-outputs.js';
import type { EpochInput2026 } from '../types.js';
import { GpuEngine } from './gpu-engine.js';
import type { GpuConstructor } from './gpu-js.js';

const wasm = createYuma({ backend: 'wasm' });
const engines: GpuEngine[] = [];
const open = async (options = {}): Promise<GpuEngine> => {
  const engine = new GpuEngine({ mode: 'webasm', proposals: 'always', ...options });
  engines.push(engine);
  await engine.whenReady();
  return engine;
};
afterEach(() => engines.splice(0).forEach((engine) => engine.dispose()));

describe('with the device that every machine has', () => {
  it.each(VARIANTS)('%s: every proposal is certified, the epoch is the same bits', async (variant) => {
    const engine = await open();
    const input = syntheticEpoch({ n: 100, v: 20, density: 1, variant });
    expect(firstDifference(wasm.runEpoch(input), engine.runEpoch(input))).toBeNull();
    expect(engine.figures).toEqual({ proposed: 1, certifiedTiles: 7, recomputedTiles: 0, uploads: 1 });
    expect(engine.device).toMatchObject({ mode: 'webasm', isHardware: false });
  });

  it('proposes for sparse matrices, too', async () => {
    const engine = await open();
    const input = syntheticEpoch({ n: 64, v: 16, density: 0.2, variant: 'yuma2' });
    expect(firstDifference(wasm.runEpoch(input), engine.runEpoch(input))).toBeNull();
    expect(engine.figures).toMatchObject({ proposed: 1, recomputedTiles: 0 });
  });

  it('sends a matrix once, whatever else changes, and again when a cell changes', async () => {
    const engine = await open();
    const input = syntheticEpoch({ n: 64, v: 16, density: 1, variant: 'yuma2' }) as EpochInput2026;
    const entries = input.weights.entries.slice();
    entries[1]! += 1;
    const epochs = [
      input,
      {
        ...input,
        stakeI64F64: input.stakeI64F64.map((half, k) => (k === 3 ? half / 2n : half)),
        kappa: 40_000,
      },
      { ...input, weights: { ...input.weights, entries } },
      input,
    ];
    const uploads = epochs.map((epoch) => {
      expect(firstDifference(wasm.runEpoch(epoch), engine.runEpoch(epoch))).toBeNull();
      return engine.figures.uploads;
    });
    expect(uploads).toEqual([1, 1, 2, 3]);
    expect(engine.figures.recomputedTiles).toBe(0);
  });

  it('uses the device only while it is faster: the clock decides', async () => {
    const input = syntheticEpoch({ n: 64, v: 16, density: 1, variant: 'yuma2' });
    const run = async (isDeviceSlow: boolean): Promise<number> => {
      let time = 0;
      let calls = 0;
      // Two readings an epoch; the second comes later where a slow way was taken.
      const engine = new GpuEngine({ mode: 'webasm' }, () => {
        if (calls++ % 2 === 1) time += engine.figures.proposed > seen === isDeviceSlow ? 10 : 1;
        return time;
      });
      engines.push(engine);
      await engine.whenReady();
      let seen = 0;
      for (let epoch = 0; epoch < 60; epoch++) {
        engine.runEpoch(input);
        seen = engine.figures.proposed;
      }
      return seen;
    };
    expect(await run(true)).toBe(3);
    expect(await run(false)).toBe(57);
  });
});

it('before whenReady it computes without a device', () => {
  const engine = new GpuEngine({ mode: 'webasm', proposals: 'always' });
  const input = syntheticEpoch({ n: 32, v: 8, density: 1, variant: 'yuma2' });
  expect(firstDifference(wasm.runEpoch(input), engine.runEpoch(input))).toBeNull();
  expect(engine.device).toBeNull();
  expect(engine.figures.proposed).toBe(0);
  engine.dispose();
  expect(() => engine.runEpoch(input)).toThrow(expect.objectContaining({ code: 'DISPOSED' }));
});

it('a device that proposes nonsense changes no bit: its tiles are computed', async () => {
  const lying = class {
    Kernel = null;
    context = null;
    createKernel(source: { name: string }, { output }: { output: number[] }) {
      const kernel = (values: Float32Array) =>
        source.name === 'keep' ? values : new Float32Array(output[0]!).fill(12_345);
      return Object.assign(kernel, { destroy: () => undefined });
    }
    destroy = () => Promise.resolve();
  } as unknown as GpuConstructor;
  const engine = await open({ GPU: lying });
  const input = syntheticEpoch({ n: 64, v: 16, density: 1, variant: 'yuma2' });
  expect(firstDifference(wasm.runEpoch(input), engine.runEpoch(input))).toBeNull();
  expect(engine.figures).toMatchObject({ proposed: 1, certifiedTiles: 0, recomputedTiles: 4 });
});

it('refuses what it does not know, and a mode that this machine has not', async () => {
  expect(() => new GpuEngine({ mode: 'quantum' as never })).toThrow(
    expect.objectContaining({ code: 'OUT_OF_RANGE' }),
  );
  expect(() => new GpuEngine({ proposals: 'never' as never })).toThrow(
    expect.objectContaining({ code: 'OUT_OF_RANGE' }),
  );
  // Node has no WebGL 2.
  await expect(open({ mode: 'webgl2' })).rejects.toMatchObject({ code: 'UNSUPPORTED_PLATFORM' });
});
