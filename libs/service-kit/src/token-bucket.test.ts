import { expect, it } from 'vitest';
import { FakeClock } from './testing/fake-clock.js';
import { TokenBucket } from './token-bucket.js';

it('tokens go with each that is taken and come back with time, never above the burst', async () => {
  const clock = new FakeClock();
  const bucket = new TokenBucket({ clock, rate: 2, burst: 3 });
  bucket.take(3);
  expect([bucket.msUntil(1), bucket.isFull]).toEqual([500, false]);
  await clock.advance(500);
  expect(bucket.msUntil(1)).toBe(0);
  await clock.advance(60_000);
  expect([bucket.isFull, bucket.msUntil(4)]).toEqual([true, 500]);
});
