import { describe, expect, it } from 'vitest';
import { equalJson } from './equal-json.js';

describe('equalJson', () => {
  it('compares by value; the order of keys does not count, that of elements does', () => {
    expect(equalJson({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] })).toBe(true);
    expect(equalJson([1, 2], [2, 1])).toBe(false);
  });

  it.each([
    ['a number and its string', 1, '1'],
    ['null and an object', null, {}],
    ['an array and an object with its indices', ['x'], { 0: 'x' }],
    ['a missing and an undefined key', {}, { a: undefined }],
    ['another key', { a: undefined }, { b: undefined }],
    ['a longer array', [1], [1, 2]],
  ])('tells apart %s', (_what, a, b) => {
    expect([equalJson(a, b), equalJson(b, a)]).toEqual([false, false]);
  });
});
