import { expect, it } from 'vitest';
import { strategyOf, view } from '../../testing/strategy-view.js';
import { schedule } from './schedule.js';

it('sets what is written for the epoch', () => {
  const written = strategyOf(schedule, {
    weights: {
      good: 1,
      new: [
        [0, 0.25],
        [11, 3],
      ],
    },
  });
  expect(written(view())).toEqual([1, 0, 0.25]);
  expect(written(view({ epoch: 11 }))).toEqual([1, 0, 3]);
});

it('names the step that is wrong', () => {
  const read = (value: unknown) => () => strategyOf(schedule, { weights: { good: value } });
  expect(read([[1, 2]])).toThrow('strategy.weights.good[0][0]: expected epoch 0, got 1');
  expect(
    read([
      [0, 2],
      [0, 3],
    ]),
  ).toThrow('strategy.weights.good[1][0]: expected a later epoch');
  expect(read('much')).toThrow('strategy.weights.good: expected an array');
});
