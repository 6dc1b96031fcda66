import { describe, expect, it } from 'vitest';
import { wrap } from './u32.js';

describe('u32', () => {
  it('wraps at both ends', () => {
    expect([5, 2 ** 32, 2 ** 33 - 2, -1, -(2 ** 32)].map(wrap)).toEqual([5, 0, 2 ** 32 - 2, 2 ** 32 - 1, 0]);
  });
});
