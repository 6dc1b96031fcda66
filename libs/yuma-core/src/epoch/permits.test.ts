import { describe, expect, it } from 'vitest';
import { flags, input2024, input2026 } from '../testing/example-inputs.js';
import { fxs } from '../testing/exact.js';
import { newPermits, oldPermits } from './permits.js';

describe('oldPermits', () => {
  it('the owner always has one', () => {
    expect(oldPermits(flags(0, 1, 0), 2)).toEqual([false, true, true]);
    expect(oldPermits(flags(0, 1, 0), null)).toEqual([false, true, false]);
  });
});

describe('newPermits', () => {
  it('2024: everyone while n < max_allowed_validators, without stake too', () => {
    expect(newPermits(input2024({ maxAllowedValidators: 64 }), fxs(0, 1, 0))).toEqual([true, true, true]);
  });

  it('2026: only non-zero stake', () => {
    expect(newPermits(input2026({ maxAllowedValidators: 64 }), fxs(0, 1, 0))).toEqual([false, true, false]);
  });

  it('ties keep the higher uid, in both', () => {
    const stake = fxs(0.25, 0.25, 0.25);
    expect(newPermits(input2024({ maxAllowedValidators: 2 }), stake)).toEqual([false, true, true]);
    expect(newPermits(input2026({ maxAllowedValidators: 2 }), stake)).toEqual([false, true, true]);
  });

  it('2026: the owner has one beyond the k largest and without stake', () => {
    const input = input2026({ maxAllowedValidators: 1, ownerUid: 0 });
    expect(newPermits(input, fxs(0, 0.75, 0.25))).toEqual([true, true, false]);
  });
});
