import { describe, expect, it } from 'vitest';
import { refusal, YUMA_ERRORS, YumaError } from './errors.js';

describe('YUMA_ERRORS', () => {
  it.each(Object.entries(YUMA_ERRORS))('%s has a sentence', (code, sentence) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(sentence).toMatch(/^[A-Z].{10,}\.$/);
  });

  it('no two codes share a sentence', () => {
    const sentences = Object.values(YUMA_ERRORS);
    expect(new Set<string>(sentences).size).toBe(sentences.length);
  });
});

describe('refusal', () => {
  it('has the shape "what: expected X, got Y", and the parts as data', () => {
    const error = refusal('OUT_OF_RANGE', 'kappa', '0 … 65535', 70000);
    expect(error).toBeInstanceOf(YumaError);
    expect([error.code, error.message]).toEqual(['OUT_OF_RANGE', 'kappa: expected 0 … 65535, got 70000']);
    expect(error.data).toEqual({ what: 'kappa', expected: '0 … 65535', got: '70000' });
  });

  it('quotes strings, and shows no more than the beginning of anything', () => {
    expect(refusal('WRONG_TYPE', 'n', 'an integer', 'a\nb').message).toBe(
      'n: expected an integer, got "a\\nb"',
    );
    expect(refusal('WRONG_TYPE', 'n', 'an integer', 'x'.repeat(10_000)).message.length).toBeLessThan(100);
    expect(refusal('WRONG_TYPE', 'n', 'an integer', 10n ** 5000n).message.length).toBeLessThan(100);
  });

  it.each([
    ['null', null, 'null'],
    ['an array', [1, 2, 3], 'an array of 3'],
    ['an object', {}, 'an object'],
    ['an object that cannot become a string', { toString: 1, valueOf: 1 }, 'an object'],
    ['undefined', undefined, 'undefined'],
  ])('names %s', (_name, got, shown) => {
    expect(refusal('WRONG_TYPE', 'n', 'an integer', got).data['got']).toBe(shown);
  });
});
