import { describe, expect, it } from 'vitest';
import { U64_MAX } from '../fixed/fixed-format.js';
import { inactiveMask } from './active.js';

describe('inactiveMask', () => {
  it('is inactive strictly after last_update + cutoff', () => {
    expect(inactiveMask(BigUint64Array.of(90n, 89n), 10n, 100n)).toEqual([false, true]);
  });

  it('saturates the sum instead of wrapping', () => {
    expect(inactiveMask(BigUint64Array.of(U64_MAX), 10n, U64_MAX)).toEqual([false]);
  });

  it('has one entry per last_update, however many there are', () => {
    expect(inactiveMask(BigUint64Array.of(), 10n, 100n)).toEqual([]);
    expect(inactiveMask(BigUint64Array.of(1n, 2n, 3n), 10n, 100n)).toHaveLength(3);
  });
});
