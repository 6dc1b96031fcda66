import { expect, it } from 'vitest';
import type { Component } from './lifecycle.js';
import { together } from './together.js';

it('starts in order, and drains all at once', async () => {
  const told: string[] = [];
  const part = (name: string, ms: number): Component => ({
    name,
    deadlines: { drain: ms },
    start: () => Promise.resolve(void told.push(`start ${name}`)),
    drain: async () => {
      told.push(`drain ${name}`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      told.push(`drained ${name}`);
    },
    stop: () => Promise.resolve(void told.push(`stop ${name}`)),
  });
  const doors = together('doors', [part('a', 40), part('b', 1), { name: 'c' }]);
  expect(doors.deadlines).toEqual({ drain: 10_000 });
  const { signal } = new AbortController();
  await doors.start?.(signal);
  await doors.drain?.(signal);
  await doors.stop?.(signal);
  expect(told).toEqual([
    ...['start a', 'start b', 'drain a', 'drain b', 'drained b', 'drained a'],
    ...['stop a', 'stop b'],
  ]);
});
