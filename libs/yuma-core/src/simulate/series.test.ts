import { expect, it } from 'vitest';
import { Series } from './series.js';

it('stays small over a million epochs, evenly spaced from the first', () => {
  const series = new Series();
  for (let epoch = 0; epoch < 1_000_000; epoch++) series.push(epoch, [epoch]);
  const { epochs, values, stride } = series.state;
  expect(epochs.length).toBeLessThanOrEqual(512);
  expect(epochs.length).toBeGreaterThan(200);
  expect(epochs).toEqual(epochs.map((_, k) => k * stride));
  expect(values.map(([value]) => value)).toEqual(epochs);
});
