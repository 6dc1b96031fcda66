import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.js';
import { CONDITIONS } from './digits/conditions.js';
import { judge, qualityByTask, qualityOf, scoreOf } from './score.js';

/** Two images of each task. */
const secret = { labels: [3, 7, 3, 7, 3, 7], conditions: [0, 0, 1, 1, 2, 2] };
const round = { asks: new Map([['a', { pixels: new Uint8Array() }]]), secret };
const says = (...digits: number[]): Answer => ({ probabilities: digits.map((said) => row(said, 0.91)) });
const row = (said: number, p: number) =>
  Array.from({ length: 10 }, (_, digit) => (digit === said ? p : (1 - p) / 9));
const scored = async (answer: Answer) => (await judge.score(round, new Map([['a', answer]]))).get('a');

describe('score', () => {
  it('is one for certainty that is right', async () => {
    expect(await scored({ probabilities: secret.labels.map((label) => row(label, 1)) })).toBe(1);
  });

  it('counts accuracy above chance times certainty', () => {
    const quality = qualityOf(says(3, 8), { labels: [3, 7] });
    expect(quality.accuracy).toBe(0.5);
    expect(quality.logLoss).toBeCloseTo((-Math.log(0.91) - Math.log(0.01)) / 2, 10);
    expect(scoreOf({ accuracy: 0.55, logLoss: Math.log(10) / 2 })).toBeCloseTo(0.25, 10);
  });

  it('is the mean over the tasks: who reads one of three well gets a third, however well', async () => {
    const one = { probabilities: secret.labels.map((label, i) => (i < 2 ? row(label, 1) : row(0, 0.1))) };
    expect(await scored(one)).toBeCloseTo(1 / CONDITIONS.length, 10);
    expect(qualityByTask(one, secret).map(({ accuracy }) => accuracy)).toEqual([1, 0, 0]);
    // Loudly wrong elsewhere takes nothing from what it can: tasks are judged apart.
    expect(await scored(says(3, 7, 1, 1, 1, 1))).toBeCloseTo((await scored(says(3, 7, 3, 7, 3, 7)))! / 3, 10);
  });

  it.each<[string, Answer]>([
    ['who does not know', { probabilities: secret.labels.map(() => row(0, 0.1)) }],
    ['who is loudly wrong', says(1, 2, 1, 2, 1, 2)],
    ['who answers too little', says(3, 7, 3, 7, 3)],
    ['who answers too much', says(3, 7, 3, 7, 3, 7, 3)],
  ])('is zero for one %s', async (_who, answer) => {
    expect(await scored(answer)).toBe(0);
  });

  it('takes a tie for no reading', () => {
    const tie = [0, 0, 0, 0.5, 0.5, 0, 0, 0, 0, 0];
    expect(qualityOf({ probabilities: [tie, tie] }, { labels: [3, 4] }).accuracy).toBe(0);
  });
});

describe('compose', () => {
  const answers = new Map([
    ['a', says(3, 7)],
    ['b', says(3, 1)],
  ]);

  it('is the mean of all', () => {
    expect(judge.compose(answers)?.probabilities[1]?.[7]).toBeCloseTo((0.91 + 0.01) / 2, 10);
  });

  it('counts whom it trusts', () => {
    const trust = new Map([
      ['a', 3],
      ['b', 1],
    ]);
    expect(judge.compose(answers, trust)?.probabilities[1]?.[7]).toBeCloseTo((3 * 0.91 + 0.01) / 4, 10);
    expect(judge.compose(answers, new Map([['a', 1]]))).toEqual(judge.compose(new Map([['a', says(3, 7)]])));
    expect(judge.compose(answers, new Map())).toBeUndefined();
  });
});
