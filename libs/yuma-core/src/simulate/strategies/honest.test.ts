import { expect, it } from 'vitest';
import { strategyOf, view } from '../../testing/strategy-view.js';
import { honest } from './honest.js';

it('weighs by quality, with an error of its own in every epoch', () => {
  expect(strategyOf(honest, { noise: 0 })(view())).toEqual([0.8, 0.2, 0.5]);
  const noisy = strategyOf(honest, { noise: 0.1 })(view()) as number[];
  expect(noisy).not.toEqual([0.8, 0.2, 0.5]);
  noisy.forEach((weight, i) => expect(weight / [0.8, 0.2, 0.5][i]!).toBeCloseTo(1, 0));
});

it('refuses options it does not know, and those out of range', () => {
  expect(() => strategyOf(honest, { noise: -1 })).toThrow('strategy.noise: expected 0 … 2, got -1');
  expect(() => strategyOf(honest, { nosie: 1 })).toThrow('strategy.nosie: expected one of noise');
});
