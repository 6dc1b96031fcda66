import { expect, it } from 'vitest';
import { strategyOf, view } from '../../testing/strategy-view.js';
import { lateCopier } from './late-copier.js';

it('sets the consensus of some epochs ago', () => {
  const asked: number[] = [];
  const consensus = (delay: number) => (asked.push(delay), Uint16Array.of(0, 0, 0, 7, 8, 9));
  expect(strategyOf(lateCopier, { delay: 20 })(view({ consensus }))).toEqual([7, 8, 9]);
  expect(asked).toEqual([20]);
  expect(() => strategyOf(lateCopier, { delay: 65 })).toThrow('strategy.delay: expected 1 … 64, got 65');
});
