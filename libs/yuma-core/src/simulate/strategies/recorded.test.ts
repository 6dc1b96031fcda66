import { expect, it } from 'vitest';
import { strategyOf, view } from '../../testing/strategy-view.js';
import { recorded } from './recorded.js';

it('sets the same again', () => {
  expect(strategyOf(recorded)(view())).toBe('same');
});
