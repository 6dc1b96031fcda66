import { expect, it } from 'vitest';
import { strategyOf, view } from '../../testing/strategy-view.js';
import { bondsSpeculator } from './bonds-speculator.js';

it('puts its share on newcomers, and is honest when there are none', () => {
  const speculator = strategyOf(bondsSpeculator, { share: 0.6, window: 5, noise: 0 });
  expect(speculator(view())).toEqual([expect.closeTo(0.32, 12), expect.closeTo(0.08, 12), 0.6]);
  expect(speculator(view({ epoch: 13 }))).toEqual([0.8, 0.2, 0.5]);
});
