import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { busyShare } from './busy-share.js';

function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it('is high after work, and low after a rest, each since the last question', async () => {
  const share = busyShare();
  // The loop has begun by the second turn.
  await sleep(1);
  share();
  for (let i = 0; i < 5; i++) {
    work(40);
    await sleep(0);
  }
  const afterWork = share();
  await sleep(400);
  const afterRest = share();
  expect(afterWork).toBeGreaterThan(0.8);
  expect(afterRest).toBeLessThan(0.5);
});
