import { afterEach, describe, expect, it } from 'vitest';
import type { YumaEngine } from '../backends.js';
import { syntheticEpoch } from '../bench/synthetic-epoch.js';
import { YumaError } from '../errors.js';
import { randomEpoch } from '../fuzz/random-epoch.js';
import { compile } from './instantiate.js';
import { WasmEngine } from './wasm-engine.js';

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof YumaError) return error.code;
    throw error;
  }
  return 'nothing thrown';
};

describe('wasm', () => {
  const engines: YumaEngine[] = [];
  const make = (): WasmEngine => {
    const engine = new WasmEngine();
    engines.push(engine);
    return engine;
  };
  afterEach(() => engines.splice(0).forEach((engine) => engine.dispose()));

  it('refuses bad lengths before memory is touched', () => {
    const engine = make();
    const input = randomEpoch(7);
    const before = engine.memoryBytes;
    const bad = { ...input, n: 60_000 };
    expect(code(() => engine.runEpoch(bad))).toBe('LENGTH_MISMATCH');
    const offsets = Uint32Array.from(input.weights.offsets);
    offsets[1] = 4_000_000_000;
    expect(code(() => engine.runEpoch({ ...input, weights: { ...input.weights, offsets } }))).toMatch(
      /MALFORMED_ROWS|LENGTH_MISMATCH/,
    );
    expect(engine.memoryBytes).toBe(before);
  });

  it('says what is missing without SIMD, and names the fallback', () => {
    expect(() => compile('AAAA')).toThrow(/WebAssembly SIMD.*'reference'/);
    expect(code(() => compile('AAAA'))).toBe('UNSUPPORTED_PLATFORM');
  });

  it('throws DISPOSED after dispose, which may be called again', async () => {
    const engine = make();
    engine.dispose();
    engine.dispose();
    expect(code(() => engine.runEpoch(randomEpoch(1)))).toBe('DISPOSED');
    await expect(engine.runEpochs([randomEpoch(1)])).rejects.toThrow('dispose()');
    expect(engine.memoryBytes).toBe(0);
  });

  it(
    'holds no more memory after 20,000 epochs of changing sizes than after the largest',
    { timeout: 120_000 },
    () => {
      const engine = make();
      const inputs = Array.from({ length: 400 }, (_, seed) => randomEpoch(seed)).filter(
        (input) => input.n < 40,
      );
      for (const input of inputs) engine.runEpoch(input);
      const bytes = engine.memoryBytes;
      const before = process.memoryUsage().rss;
      for (let k = 0; k < 20_000; k++) engine.runEpoch(inputs[k % inputs.length]!);
      expect(engine.memoryBytes).toBe(bytes);
      expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
    },
  );

  it('gives memory back: 200 engines of 16 MiB, one after the other', { timeout: 180_000 }, () => {
    const input = syntheticEpoch({ n: 65_535, v: 2, density: 0.001, variant: 'yuma2' });
    const before = process.memoryUsage().rss;
    for (let k = 0; k < 200; k++) {
      const engine = new WasmEngine();
      engine.runEpoch(input);
      expect(engine.memoryBytes).toBeGreaterThan(16 * 2 ** 20);
      engine.dispose();
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(1500 * 2 ** 20);
  });
});
