import { describe, expect, it } from 'vitest';
import { fxs } from '../testing/exact.js';
import { isTopk, isTopkNonzero } from './topk.js';

const marks = (mask: boolean[]) => mask.map(Number);

describe('isTopk (2024)', () => {
  it('ties keep the higher uid', () => {
    expect(marks(isTopk(fxs(5, 5, 5, 1), 2))).toEqual([0, 1, 1, 0]);
  });

  it('everyone is in while n < k, and while n = k, zeros too', () => {
    expect(marks(isTopk(fxs(0, 1, 0), 4))).toEqual([1, 1, 1]);
    expect(marks(isTopk(fxs(0, 1, 0), 3))).toEqual([1, 1, 1]);
  });

  it('fills up with zeros of the highest uids', () => {
    expect(marks(isTopk(fxs(0, 7, 0, 0), 2))).toEqual([0, 1, 0, 1]);
    expect(marks(isTopk(fxs(1, 2), 0))).toEqual([0, 0]);
  });
});

describe('isTopkNonzero (2026)', () => {
  it('zeros are never in, also while n < k', () => {
    expect(marks(isTopkNonzero(fxs(0, 7, 0, 0), 2))).toEqual([0, 1, 0, 0]);
    expect(marks(isTopkNonzero(fxs(0, 1, 0), 9))).toEqual([0, 1, 0]);
  });

  it('ties keep the higher uid', () => {
    expect(marks(isTopkNonzero(fxs(2, 2, 2, 3), 2))).toEqual([0, 0, 1, 1]);
  });
});
