import { expect, it } from 'vitest';
import { strategyOf, view } from '../../testing/strategy-view.js';
import { cheapValidator } from './cheap-validator.js';

it('sets nothing between the epochs it looks in', () => {
  const cheap = strategyOf(cheapValidator, { every: 5 });
  expect(cheap(view({ epoch: 11 }))).toBeNull();
  expect(cheap(view({ epoch: 15 }))).toHaveLength(3);
});

it('takes for average what it does not look at', () => {
  expect(strategyOf(cheapValidator, { coverage: 1, noise: 0 })(view())).toEqual([0.8, 0.2, 0.5]);
  const unseen = strategyOf(cheapValidator, { coverage: 0.01, noise: 0 })(view()) as number[];
  expect(new Set(unseen).size).toBe(1);
});
