import { expect, it } from 'vitest';
import { compareGroups } from './compare.js';
import type { GroupSummary } from './recorder.js';

const group = (name: string, role: string, value: number) =>
  ({ name, role, strategy: 's', dividendsPerStake: value, incentiveShare: value }) as GroupSummary;

it('means of both, their change, and the error of the paired difference', () => {
  const a = [[group('v', 'validator', 2)], [group('v', 'validator', 4)]];
  const b = [[group('v', 'validator', 3)], [group('v', 'validator', 5)]];
  expect(compareGroups(a, b)).toEqual([
    {
      name: 'v',
      role: 'validator',
      strategy: 's',
      a: 3,
      b: 4,
      change: 4 / 3 - 1,
      differenceError: 0,
    },
  ]);
});

it('groups of one side only are left out; nothing grows from 0', () => {
  const a = [[group('x', 'miner', 0), group('only a', 'miner', 1)]];
  expect(compareGroups(a, [[group('x', 'miner', 1)]])).toMatchObject([{ name: 'x', change: null }]);
});
