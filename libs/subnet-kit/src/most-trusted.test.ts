import { describe, expect, it } from 'vitest';
import { mostTrusted } from './most-trusted.js';

const answers = new Map([
  ['a', 'left'],
  ['b', 'right'],
  ['c', 'right'],
]);
const textOf = (answer: string) => answer;

describe('mostTrusted', () => {
  it('is what most say where all count alike', () => {
    expect(mostTrusted(answers, textOf)).toBe('right');
  });

  it('is what the trusted say', () => {
    const weights = new Map([
      ['a', 3],
      ['b', 1],
      ['c', 1],
    ]);
    expect(mostTrusted(answers, textOf, weights)).toBe('left');
  });

  it('is nothing where nobody is trusted, and the same whoever came first', () => {
    expect(mostTrusted(answers, textOf, new Map())).toBeUndefined();
    const two = [...answers].slice(0, 2);
    expect(mostTrusted(new Map(two), textOf)).toBe(mostTrusted(new Map(two.reverse()), textOf));
  });
});
