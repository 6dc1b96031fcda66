import { afterAll, describe, expect, it } from 'vitest';
import { createYuma } from '../backends.js';
import { syntheticEpoch, VARIANTS } from '../bench/synthetic-epoch.js';
import { firstDifference } from '../fuzz/compare-outputs.js';
import { randomEpoch } from '../fuzz/random-epoch.js';
import { ThreadsEngine } from './threads-engine.js';

describe('wasm-threads', () => {
  const single = createYuma({ backend: 'wasm' });
  afterAll(() => single.dispose());

  it.each([1, 2, 3, 5])('%i threads: the same bits as one', async (threads) => {
    const engine = createYuma({ backend: 'wasm-threads', threads, splitFrom: 0 });
    try {
      await engine.whenReady();
      for (const variant of VARIANTS) {
        for (const density of [1, 0.2]) {
          const input = syntheticEpoch({ n: 300, v: 40, density, variant });
          expect(firstDifference(single.runEpoch(input), engine.runEpoch(input))).toBeNull();
        }
      }
      const inputs = Array.from({ length: 60 }, (_, seed) => randomEpoch(seed));
      const outputs = await engine.runEpochs(inputs);
      outputs.forEach((output, i) =>
        expect(firstDifference(single.runEpoch(inputs[i]!), output), `seed ${i}`).toBeNull(),
      );
    } finally {
      engine.dispose();
    }
  });

  it('refuses thread counts that make no sense, and use after dispose', async () => {
    for (const threads of [0, 17, 1.5, NaN]) {
      expect(() => createYuma({ backend: 'wasm-threads', threads })).toThrow(/threads: expected 1 … 16/);
    }
    const engine = new ThreadsEngine(2);
    engine.dispose();
    engine.dispose();
    expect(() => engine.runEpoch(randomEpoch(1))).toThrow(/dispose\(\)/);
    await expect(engine.runEpochs([])).rejects.toThrow(/dispose\(\)/);
  });

  it('checks every input before any epoch runs', async () => {
    const engine = createYuma({ backend: 'wasm-threads' });
    await expect(engine.runEpochs([randomEpoch(1), { ...randomEpoch(2), kappa: -1 }])).rejects.toThrow(
      /kappa/,
    );
    engine.dispose();
  });
});
