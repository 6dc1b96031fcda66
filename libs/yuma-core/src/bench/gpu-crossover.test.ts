import { expect, it } from 'vitest';
import { measureCrossover } from './gpu-crossover.js';

it('measures all four ways on the device it names, and every proposal is certified', async () => {
  const row = await measureCrossover(64, 16, 0.05, { mode: 'webasm' });
  expect(row).toMatchObject({
    id: 'gpu/n=64/v=16',
    recomputedShare: 0,
    device: { mode: 'webasm', isHardware: false },
  });
  for (const ms of [row.wasmMs, row.warmMs, row.residentMs, row.changedMs]) expect(ms).toBeGreaterThan(0);
  expect(row.residentGain).toBeCloseTo(row.wasmMs / row.residentMs);
  expect(row.runs).toBeGreaterThanOrEqual(2);
});
