import { expect, it } from 'vitest';
import { EMPTY_STATE } from '../state/state-view.js';
import { readSlot, timeOfState, timestampOf } from './block-time.js';
import { auraPreRuntime } from './header.js';

const zero = new Uint8Array(32);
const header = { parentHash: zero, number: 1, stateRoot: zero, extrinsicsRoot: zero };

it('reads the slot from the digest', () => {
  expect(readSlot({ ...header, digest: [Uint8Array.of(8), auraPreRuntime(77n)] })).toBe(77n);
  expect(readSlot({ ...header, digest: [] })).toBeUndefined();
});

it('reads the time from the state', () => {
  expect(timestampOf(EMPTY_STATE)).toBeUndefined();
  const now = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0);
  expect(timestampOf({ ...EMPTY_STATE, get: (key) => (key.startsWith('f0c365c3') ? now : undefined) })).toBe(
    1n,
  );
});

it('is never earlier than the slot of the state', () => {
  const state = (timestamp: number | undefined, slot: number | undefined) => ({
    ...EMPTY_STATE,
    get: (key: string) => {
      const value = key.startsWith('f0c365c3') ? timestamp : slot;
      return value === undefined ? undefined : Uint8Array.of(value, 0, 0, 0, 0, 0, 0, 0);
    },
  });
  expect(timeOfState(state(undefined, undefined), 12n)).toBeUndefined();
  expect(timeOfState(state(30, undefined), 12n)).toBe(30n);
  expect(timeOfState(state(undefined, 2), 12n)).toBe(24n);
  expect(timeOfState(state(30, 2), 12n)).toBe(30n);
  expect(timeOfState(state(1, 2), 12n)).toBe(24n);
});
