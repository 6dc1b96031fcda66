import { expect, it } from 'vitest';
import { strategyOf, view } from '../../testing/strategy-view.js';
import { weightCopier } from './weight-copier.js';

it('sets the last consensus, and judges for itself while there is none', () => {
  const asked: number[] = [];
  const consensus = (delay: number) => (asked.push(delay), Uint16Array.of(0, 0, 0, 100, 200, 0));
  const copier = strategyOf(weightCopier, { noise: 0 });
  expect(copier(view({ consensus }))).toEqual([100, 200, 0]);
  expect(asked).toEqual([1]);
  expect(copier(view())).toEqual([0.8, 0.2, 0.5]);
});
