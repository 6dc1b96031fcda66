import { expect, it } from 'vitest';
import { inParallel } from './in-parallel.js';

it('works on so many at once, and keeps the order', async () => {
  let [now, most] = [0, 0];
  const results = await inParallel([30, 1, 20, 1, 10], 2, async (ms) => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve, ms));
    now -= 1;
    return ms * 2;
  });
  expect(results).toEqual([60, 2, 40, 2, 20]);
  expect(most).toBe(2);
  expect(await inParallel([], 3, () => Promise.resolve(1))).toEqual([]);
});
