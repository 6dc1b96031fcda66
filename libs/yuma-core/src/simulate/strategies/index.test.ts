import { expect, it } from 'vitest';
import { readStrategy, STRATEGIES } from './index.js';

it('by name alone or with options; unknown ones are refused with the list', () => {
  expect(readStrategy('s', 'honest').name).toBe('honest');
  expect(readStrategy('s', { name: 'late-copier', delay: 2 }).name).toBe('late-copier');
  expect(() => readStrategy('validators[1].strategy', 'lazy')).toThrow(
    `validators[1].strategy.name: expected one of ${STRATEGIES.map(({ name }) => name).join(', ')}, got "lazy"`,
  );
  expect(() => readStrategy('s', 7)).toThrow('s: expected an object, got 7');
});
