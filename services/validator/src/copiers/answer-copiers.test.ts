import { expect, it } from 'vitest';
import { AnswerCopiers, type SeenAnswer } from './answer-copiers.js';

/** A round in which four answer alike now and then, `lone` has words of its own, and `copier` repeats them later. */
function round(number: number): SeenAnswer[] {
  const asked = `question ${number}`;
  const says = (hotkey: string, answer: string, latencyMs: number) => ({ hotkey, asked, answer, latencyMs });
  const common = `common ${number}`;
  return [
    says('a', common, 10),
    says('b', common, 20),
    says('c', number % 3 === 0 ? `c ${number}` : common, 30),
    says('lone', `lone ${number}`, 40),
    says('copier', `lone ${number}`, 55),
  ];
}

it('an answer copier is found by the rare answers it shares, and who only is right is not', () => {
  const copiers = new AnswerCopiers();
  for (let i = 0; i < 7; i++) copiers.observe(round(i));
  expect(copiers.report()).toEqual([]);
  for (let i = 7; i < 20; i++) copiers.observe(round(i));
  expect(copiers.report()).toEqual([{ hotkey: 'copier', source: 'lone', chances: 20, same: 20 }]);
  copiers.follow(new Set(['a', 'b', 'c', 'lone']));
  expect(copiers.report()).toEqual([]);
});

it('answers to different questions, and answers that all give, tell nothing', () => {
  const copiers = new AnswerCopiers();
  for (let i = 0; i < 20; i++) {
    copiers.observe(
      ['a', 'b', 'c'].map((hotkey) => ({ hotkey, asked: hotkey, answer: `${i}`, latencyMs: 1 })),
    );
    copiers.observe(
      ['a', 'b', 'c'].map((hotkey) => ({ hotkey, asked: 'all', answer: `${i}`, latencyMs: 1 })),
    );
  }
  expect(copiers.report()).toEqual([]);
});
