import { FakeClock } from '@yumanet/service-kit/testing';
import { expect, it } from 'vitest';
import { MinerHealth } from './miner-health.js';

it('asks a second one after what is usual for the miner, for all, or at the latest', () => {
  const health = new MinerHealth({ clock: new FakeClock(), hedgeMs: 1_000 });
  expect(health.hedgeAfterMs('a', 'whole')).toBe(1_000);
  for (let ms = 1; ms <= 100; ms += 1) health.answered('a', 'whole', ms + 200);
  // The last 64 are 237 to 300.
  expect(health.hedgeAfterMs('a', 'whole')).toBe(297);
  expect(health.hedgeAfterMs('new', 'whole')).toBe(297);
  expect(health.hedgeAfterMs('a', 'first piece')).toBe(1_000);
  for (let n = 0; n < 64; n += 1) health.answered('a', 'whole', 5_000);
  expect(health.hedgeAfterMs('a', 'whole')).toBe(1_000);
  for (let n = 0; n < 64; n += 1) health.answered('a', 'whole', 1);
  expect(health.hedgeAfterMs('a', 'whole')).toBe(20);
});

it('leaves whoever failed alone, twice as long each time, as long as it says itself, until it answers', async () => {
  const clock = new FakeClock();
  const health = new MinerHealth({ clock, hedgeMs: 1_000 });
  health.failed('a');
  await clock.advance(500);
  expect(health.isCooling('a')).toBe(false);
  health.failed('a');
  await clock.advance(999);
  expect(health.isCooling('a')).toBe(true);
  health.answered('a', 'whole', 1);
  expect(health.isCooling('a')).toBe(false);
  health.failed('b', 5);
  await clock.advance(5);
  expect(health.isCooling('b')).toBe(false);
  health.failed('a');
  health.keep(new Set(['b']));
  expect(health.isCooling('a')).toBe(false);
});
