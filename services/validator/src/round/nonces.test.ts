import { FakeClock } from '@yumanet/service-kit/testing';
import { expect, it } from 'vitest';
import { risingNonces } from './nonces.js';

it('nonces are nanoseconds, and rise also when the clock stands or is set back', () => {
  const clock = new FakeClock(1_700_000_000_000);
  const nonce = risingNonces(clock);
  expect(nonce()).toBe(1_700_000_000_000_000_000n);
  expect(nonce()).toBe(1_700_000_000_000_000_001n);
  clock.setWallClock(1_600_000_000_000);
  expect(nonce()).toBe(1_700_000_000_000_000_002n);
  clock.setWallClock(1_700_000_000_001);
  expect(nonce()).toBe(1_700_000_000_001_000_000n);
});
