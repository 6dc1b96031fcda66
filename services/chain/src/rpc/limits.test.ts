import { expect, it } from 'vitest';
import { Budget } from './budget.js';
import { RateLimit } from './rate-limit.js';

it('a rate limit lets twice its number through at once, then its number a second', () => {
  let now = 0;
  const limit = new RateLimit(10, () => now);
  const admitted = (): number => Array.from({ length: 100 }, () => limit.admit()).filter(Boolean).length;
  expect(admitted()).toBe(20);
  expect(admitted()).toBe(0);
  now += 1000;
  expect(admitted()).toBe(10);
  now += 60_000;
  expect(admitted()).toBe(20);
});

it('a budget is never overdrawn', () => {
  const budget = new Budget(10);
  expect([budget.take(7), budget.take(4), budget.take(3), budget.take(1)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  budget.free(7);
  expect(budget.used).toBe(3);
});
