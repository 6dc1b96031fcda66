import { describe, expect, it } from 'vitest';
import { addOrOverflow, checkedAdd, greatest, least, saturatingAdd, saturatingSub } from './amounts.js';

const MAX = (1n << 64n) - 1n;

describe('u64 amounts', () => {
  it('stay within u64', () => {
    expect(saturatingAdd(MAX, 1n)).toBe(MAX);
    expect(saturatingSub(1n, 2n)).toBe(0n);
    expect(checkedAdd(MAX, 0n)).toBe(MAX);
    expect(checkedAdd(MAX, 1n)).toBeUndefined();
    expect(addOrOverflow(1n, 2n)).toBe(3n);
    expect(() => addOrOverflow(MAX, 1n)).toThrow('Arithmetic');
  });

  it('compare', () => {
    expect([least(1n, 2n), least(2n, 1n), greatest(1n, 2n), greatest(2n, 1n)]).toEqual([1n, 1n, 2n, 2n]);
  });
});
