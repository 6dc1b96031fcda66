import { expect, it } from 'vitest';
import { EMPTY_STATE } from '../state/state-view.js';
import { readSlot, timestampOf } from './block-time.js';
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
