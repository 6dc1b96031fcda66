import { expect, it } from 'vitest';
import { nextBlockTime, systemClock } from './clock.js';

it('follows the clock where blocks are slow', () => {
  expect(nextBlockTime(24_000n, 40_000n, 12_000n)).toEqual({ timestampMs: 40_000n, slot: 3n });
});

it('runs ahead of it where blocks are fast: a later slot each time, half a slot apart', () => {
  expect(nextBlockTime(24_000n, 24_010n, 12_000n)).toEqual({ timestampMs: 36_000n, slot: 3n });
  expect(nextBlockTime(35_999n, 36_000n, 12_000n)).toEqual({ timestampMs: 41_999n, slot: 3n });
});

it('needs no clock when time is simulated', () => {
  expect(nextBlockTime(0n, undefined, 12_000n).timestampMs).toBe(12_000n);
  expect(nextBlockTime(12_000n, undefined, 12_000n).timestampMs).toBe(24_000n);
});

it('has a real clock', () => {
  expect(systemClock.now()).toBeGreaterThan(1_700_000_000_000);
});
