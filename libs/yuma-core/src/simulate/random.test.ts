import { expect, it } from 'vitest';
import { Stream } from './random.js';

it('a stream belongs to seed, uid and epoch', () => {
  const first = (seed: number, uid: number, epoch: number) => new Stream(seed, uid, epoch).uniform();
  expect(first(1, 2, 3)).toBe(first(1, 2, 3));
  expect(new Set([first(1, 2, 3), first(2, 2, 3), first(1, 3, 3), first(1, 2, 4), first(1, 3, 2)]).size).toBe(
    5,
  );
});

it('bells have mean 0 and deviation 1, also across streams', () => {
  const bells = Array.from({ length: 20_000 }, (_, k) => new Stream(5, k % 64, k >> 6).bell());
  const mean = bells.reduce((sum, bell) => sum + bell, 0) / bells.length;
  const variance = bells.reduce((sum, bell) => sum + bell ** 2, 0) / bells.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
});
