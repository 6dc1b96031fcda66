import { expect, it } from 'vitest';
import { measure } from './measure.js';

it('runs contestants in turn, a slow one only as often as allowed, and awaits promises', async () => {
  const order: string[] = [];
  const timings = await measure(
    [
      { name: 'a', run: () => order.push('a') },
      { name: 'b', run: () => Promise.resolve().then(() => order.push('b')) },
      { name: 'once', run: () => order.push('once'), maxRuns: 1 },
    ],
    0.005,
  );
  // Both warm up first; the slow one does not.
  expect(order.slice(0, 3)).toEqual(['a', 'b', 'a']);
  expect(timings.get('once')!.runs).toBe(1);
  expect(timings.get('b')!.runs).toBeGreaterThan(0);
  expect(timings.get('a')!.cpuMs).toBeGreaterThanOrEqual(0);
  expect(timings.get('a')!.minMs).toBeLessThanOrEqual(timings.get('a')!.medianMs);
});
