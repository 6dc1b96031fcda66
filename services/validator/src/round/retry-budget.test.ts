import { expect, it } from 'vitest';
import { RetryBudget } from './retry-budget.js';

it('an axon has a few retries at once, then one in ten questions, and never more than a few', () => {
  const budget = new RetryBudget(2);
  const ask = () => (budget.asked('a'), budget.take('a'));
  expect([ask(), ask(), ask()]).toEqual([true, true, false]);
  for (let i = 0; i < 8; i++) budget.asked('a');
  expect(budget.take('a')).toBe(true);
  expect(budget.take('a')).toBe(false);
  for (let i = 0; i < 1_000; i++) budget.asked('a');
  expect([budget.take('a'), budget.take('a'), budget.take('a')]).toEqual([true, true, false]);
  expect(budget.take('b')).toBe(true);
  budget.keep(new Set());
  expect(budget.take('a')).toBe(true);
});

it('none at all, where none are allowed', () => {
  const budget = new RetryBudget(0);
  budget.asked('a');
  expect(budget.take('a')).toBe(false);
});
