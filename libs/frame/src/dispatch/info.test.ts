import { describe, expect, it } from 'vitest';
import * as w from './info.js';

const MAX = (1n << 64n) - 1n;
const info = (pays: w.PaysName = 'Yes'): w.DispatchInfo => ({
  weight: w.weight(100, 10),
  class: { type: 'Normal' },
  pays_fee: { type: pays },
});

describe('weights', () => {
  it('add, multiply and subtract within u64', () => {
    expect(w.addWeight(w.weight(1, 2), w.weight(3, 4))).toEqual(w.weight(4, 6));
    expect(w.addWeight()).toEqual(w.ZERO_WEIGHT);
    expect(w.addWeight(w.weight(MAX), w.weight(1))).toEqual(w.weight(MAX));
    expect(w.mulWeight(w.weight(MAX, 2), 3)).toEqual(w.weight(MAX, 6));
    expect(w.subWeight(w.weight(5, 1), w.weight(3, 2))).toEqual(w.weight(2, 0));
  });

  it('compare part by part', () => {
    expect(w.minWeight(w.weight(1, 9), w.weight(2, 3))).toEqual(w.weight(1, 3));
    expect(w.maxWeight(w.weight(1, 9), w.weight(2, 3))).toEqual(w.weight(2, 9));
    expect(w.anyGreater(w.weight(1, 9), w.weight(2, 3))).toBe(true);
    expect(w.anyGreater(w.weight(2, 3), w.weight(2, 3))).toBe(false);
  });
});

describe('what a call is charged', () => {
  it('is its actual weight, never more than declared', () => {
    expect(w.chargedWeight(info(), {})).toEqual(w.weight(100, 10));
    expect(w.chargedWeight(info(), { actualWeight: w.weight(50, 20) })).toEqual(w.weight(50, 10));
  });

  it('is nothing when either side says so', () => {
    expect(w.chargedPays(info(), {})).toBe('Yes');
    expect(w.chargedPays(info(), { paysFee: 'No' })).toBe('No');
    expect(w.chargedPays(info('No'), { paysFee: 'Yes' })).toBe('No');
  });
});
