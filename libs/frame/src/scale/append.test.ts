import { describe, expect, it } from 'vitest';
import { appendItems } from './append.js';

describe('appending to a SCALE vector', () => {
  it('begins one, and goes on with it', () => {
    const one = appendItems(undefined, Uint8Array.of(7), 1);
    expect([...one]).toEqual([4, 7]);
    expect([...appendItems(one, [Uint8Array.of(8), Uint8Array.of(9)], 2)]).toEqual([12, 7, 8, 9]);
  });

  it('makes room for a longer count', () => {
    const many = appendItems(undefined, new Uint8Array(63), 63);
    expect(many.length).toBe(64);
    const more = appendItems(many, Uint8Array.of(1), 1);
    expect([more.length, more[0], more[1], more.at(-1)]).toEqual([66, 1, 1, 1]);
  });
});
