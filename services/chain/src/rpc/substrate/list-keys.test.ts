import { expect, it } from 'vitest';
import { EMPTY_STATE } from '../../node/state/state-view.js';
import { MAX_KEYS, listKeys } from './list-keys.js';

it('lists, up to a limit', () => {
  const keys = (count: number) => ({ ...EMPTY_STATE, keys: () => Array<string>(count).fill('aa') });
  expect(listKeys(keys(MAX_KEYS), '')).toHaveLength(MAX_KEYS);
  expect(() => listKeys(keys(MAX_KEYS + 1), '')).toThrow('count exceeds maximum value');
});
