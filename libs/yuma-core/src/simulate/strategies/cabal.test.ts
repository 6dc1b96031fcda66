import { expect, it } from 'vitest';
import { strategyOf, view } from '../../testing/strategy-view.js';
import { cabal } from './cabal.js';

it('gives its share to its own miners and the rest by quality', () => {
  expect(strategyOf(cabal, { favours: ['bad'] })(view())).toEqual([0, 1, 0]);
  const weights = strategyOf(cabal, { favours: ['bad', 'new'], share: 0.6, noise: 0 })(view()) as number[];
  expect(weights).toEqual([expect.closeTo(0.4, 12), 0.3, 0.3]);
});

it('wants to know whom it favours', () => {
  expect(() => strategyOf(cabal)).toThrow('strategy.favours: expected an array');
  expect(() => strategyOf(cabal, { favours: [3] })).toThrow('strategy.favours[0]: expected a string, got 3');
});
