import { SeededRandom } from '@yumanet/subnet-kit';
import { describe, expect, it } from 'vitest';
import { ALPHABET, SYMBOLS, symbolOf } from '../text/alphabet.js';
import { drawn, NgramModel } from './ngram.js';

const sum = (row: Iterable<number>) => [...row].reduce((total, p) => total + p, 0);

describe('NgramModel', () => {
  it('gives every symbol a probability above 0, all of them summing to 1', () => {
    const model = new NgramModel(4, ['the cat sat on the mat.', 'the end.']);
    for (const prefix of ['', 't', 'th', 'the ', 'never seen', 'zzzz']) {
      const row = model.distribution(prefix);
      expect(row).toHaveLength(SYMBOLS);
      expect(sum(row)).toBeCloseTo(1, 10);
      expect(row.every((p) => p > 0)).toBe(true);
    }
  });

  it('is Witten and Bell’s method C', () => {
    // "aab": a twice, b once: 3 symbols of 2 kinds over a uniform rest.
    const unigram = new NgramModel(1, ['aab']).distribution('');
    expect(unigram[symbolOf('a')]).toBeCloseTo((2 + 2 / SYMBOLS) / 5, 12);
    expect(unigram[symbolOf('z')]).toBeCloseTo(2 / SYMBOLS / 5, 12);
    // After an a: once a, once b.
    const bigram = new NgramModel(2, ['aab']).distribution('za');
    expect(bigram[symbolOf('b')]).toBeCloseTo((1 + 2 * unigram[symbolOf('b')]!) / 4, 12);
  });

  it('looks no further back than its order', () => {
    const model = new NgramModel(3, ['abcabc', 'xbdxbd']);
    expect(model.distribution('qqqab')).toEqual(model.distribution('ab'));
    expect(model.distribution('xb')).not.toEqual(model.distribution('ab'));
  });
});

describe('drawn', () => {
  it('draws as often as is probable', () => {
    const row = new Float64Array(SYMBOLS);
    row[1] = 0.25;
    row[2] = 0.75;
    const random = new SeededRandom('drawn');
    const many = Array.from({ length: 2_000 }, () => drawn(row, random.next()));
    expect(many.filter((symbol) => symbol === ALPHABET[1]).length / 2_000).toBeCloseTo(0.25, 1);
    expect(new Set(many)).toEqual(new Set([ALPHABET[1], ALPHABET[2]]));
  });
});
