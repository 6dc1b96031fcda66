import { expect, it } from 'vitest';
import { MAX_STATE_KEY_BYTES, checkStateKey } from './state-key.js';

it('takes what the store can keep', () => {
  for (const length of [1, 32, MAX_STATE_KEY_BYTES]) checkStateKey('ab'.repeat(length));
  for (const key of ['', 'abc', 'ab'.repeat(MAX_STATE_KEY_BYTES + 1)])
    expect(() => checkStateKey(key)).toThrow(`state key: expected 1..${MAX_STATE_KEY_BYTES} bytes`);
});
