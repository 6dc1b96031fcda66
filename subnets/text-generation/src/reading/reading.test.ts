import { SeededRandom } from '@yumanet/subnet-kit';
import { describe, expect, it } from 'vitest';
import { holdersIn } from '../../test/reader.js';
import { question } from './question.js';
import { similarity } from './similarity.js';

describe('similarity', () => {
  it.each([
    ['Adam Eve Noah', 'adam, eve and noah', (2 * 3) / 7],
    ['Noah Eve Adam', 'adam eve noah', (2 * 1) / 6],
    ['adam', 'adam eve noah', (2 * 1) / 4],
    ['', 'adam', 0],
    ['!?', 'adam', 0],
    ['adam eve', 'Adam, Eve.', 1],
  ])('of %j and %j', (answer, reference, expected) => {
    expect(similarity(answer, reference)).toBeCloseTo(expected, 12);
  });
});

describe('question', () => {
  const many = Array.from({ length: 300 }, (_, i) => question(new SeededRandom(`question ${i}`)));

  it('is answered by its own text, for whoever reads it', () => {
    for (const { text, reference } of many) expect(holdersIn(text).join(' ')).toBe(reference);
  });

  it('is never the same, and is not answered by its text as it stands', () => {
    expect(new Set(many.map(({ text }) => text)).size).toBe(many.length);
    const echoed = many.map(({ text, reference }) => similarity(text, reference));
    expect(echoed.reduce((sum, each) => sum + each, 0) / many.length).toBeLessThan(0.4);
  });
});
