import { expect, it } from 'vitest';
import { answerOf, describeAnswer } from './answer.js';
import { statistics } from './statistics.js';

const draw = (utility: number, failed = false) => ({ utility, cabal: 0.8, failed });

it('mean, deviation and standard error', () => {
  expect(statistics([1, 2, 3])).toEqual({ samples: 3, mean: 2, sd: 1, se: 1 / Math.sqrt(3), min: 1, max: 3 });
  expect(statistics([4])).toMatchObject({ sd: 0, se: 0 });
});

it('one sentence', () => {
  expect(describeAnswer(answerOf(0.6, [draw(0.734), draw(0.736)]))).toBe(
    '60 % stake needs 73.5 % ± 0.10 utility (worst cabal 80 %)',
  );
  expect(describeAnswer(answerOf(0.6, [draw(0.734)]))).toBe(
    '60 % stake needs 73.4 % utility (worst cabal 80 %)',
  );
  expect(describeAnswer(answerOf(0.51, [draw(1, true), draw(1 - 1e-9)]))).toBe(
    '51 % stake: no utility below 100 % suffices',
  );
  expect(describeAnswer(answerOf(0.51, [draw(0.9), draw(1, true)]))).toContain('fails in 1 of 2 draws');
});
