import { expect, it } from 'vitest';
import { runEpochReference } from '../epoch/run-epoch.js';
import type { EpochInput } from '../types.js';
import { runFloat64, toFloat64 } from './float64-epoch.js';
import { syntheticEpoch } from './synthetic-epoch.js';

it('the float64 yardstick does the same work: its dividends are those of the reference, but for rounding', () => {
  for (const density of [1, 0.3]) {
    const input = syntheticEpoch({ n: 128, v: 16, density, variant: 'yuma2' });
    const dividends = runFloat64(toFloat64(input));
    const total = dividends.reduce((a, b) => a + b, 0);
    const exact = runEpochReference<EpochInput>(input).raw.dividends;
    dividends.forEach((value, i) => {
      expect(value / total).toBeCloseTo(Number(exact[i]!) / 2 ** 32, 4);
    });
  }
});
