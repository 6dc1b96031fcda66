import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syntheticEpoch, VARIANTS } from '../bench/synthetic-epoch.js';
import { createYuma } from '../backends.js';
import { firstDifference } from '../fuzz/compare-outputs.js';
import { randomEpoch } from '../fuzz/random-epoch.js';
import { Screen } from './screen.js';

const exact = createYuma({ backend: 'reference' });
let screen: Screen;
beforeAll(async () => {
  screen = await Screen.open({ mode: 'webasm' });
});
afterAll(() => screen.dispose());

describe('screen', () => {
  it('reports only what the exact core computed, best first', () => {
    const inputs = Array.from({ length: 12 }, (_, k) =>
      syntheticEpoch(
        { n: 40 + k, v: 8 + k, density: k % 2 === 0 ? 1 : 0.4, variant: VARIANTS[k % 4]! },
        k + 1,
      ),
    );
    const best = screen.best(inputs, ({ incentive }) => Math.max(...incentive), 4);
    expect(best).toHaveLength(4);
    const scores = best.map(({ approximateScore }) => approximateScore);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const { index, output } of best) {
      expect(firstDifference(exact.runEpoch(inputs[index]!), output)).toBeNull();
    }
  });

  it('is within 2^-20 of the exact shares on ordinary epochs, and says what it measured', async () => {
    const fresh = await Screen.open({ mode: 'webasm' });
    const inputs = Array.from({ length: 60 }, (_, seed) => ({
      ...syntheticEpoch({ n: 64, v: 16, density: seed % 3 === 0 ? 0.3 : 1, variant: 'yuma2' }, seed + 1),
      kappa: 20_000 + 500 * seed,
      bondsPenalty: (seed * 9973) % 65536,
    }));
    fresh.best(inputs, () => 0, inputs.length);
    const { epochs, consensus, incentive, dividends } = fresh.measuredError;
    expect(epochs).toBe(60);
    for (const error of [consensus, incentive, dividends]) {
      expect(error).toBeGreaterThan(0);
      expect(error).toBeLessThan(2 ** -20);
    }
    fresh.dispose();
  });

  it('marks what it returns as approximate, for odd inputs, too', () => {
    const inputs = Array.from({ length: 40 }, (_, seed) => randomEpoch(seed + 1));
    const results = screen.approximate(inputs);
    results.forEach((result, k) => {
      expect(result.approximate).toBe(true);
      expect(result.incentive).toHaveLength(inputs[k]!.n);
    });
  });

  it('refuses a malformed input and an impossible number of winners', () => {
    const input = syntheticEpoch({ n: 8, v: 4, density: 1, variant: 'yuma2' });
    expect(() => screen.approximate([{ ...input, kappa: 70_000 }])).toThrow(
      expect.objectContaining({ code: 'OUT_OF_RANGE' }),
    );
    expect(() => screen.best([input], () => 0, -1)).toThrow(
      expect.objectContaining({ code: 'OUT_OF_RANGE' }),
    );
    expect(screen.best([input], () => NaN, 1)).toEqual([]);
  });
});
