import { describe, expect, it } from 'vitest';
import { VALID, combine, invalid, invalidCustom, unknown } from './validity.js';

describe('validity', () => {
  it('adds priorities, joins tags, and lasts as long as the shorter', () => {
    const a = { ...VALID, priority: 3n, provides: [Uint8Array.of(1)], longevity: 7n };
    const b = { ...VALID, priority: 4n, requires: [Uint8Array.of(2)], propagate: false };
    expect(combine(a, b)).toEqual({
      priority: 7n,
      requires: [Uint8Array.of(2)],
      provides: [Uint8Array.of(1)],
      longevity: 7n,
      propagate: false,
    });
  });

  it('saturates priorities', () => {
    const most = { ...VALID, priority: (1n << 64n) - 1n };
    expect(combine(most, most).priority).toBe(most.priority);
  });

  it('names its refusals', () => {
    expect(invalid('Stale').reason).toEqual({ type: 'Invalid', value: { type: 'Stale' } });
    expect(invalidCustom(6).reason).toEqual({ type: 'Invalid', value: { type: 'Custom', value: 6 } });
    expect(unknown('CannotLookup').message).toBe('Unknown: CannotLookup');
  });
});
