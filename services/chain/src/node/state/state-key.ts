import type { Hex } from '@yumanet/frame';
import { ChainError } from '../../errors.js';

/** LMDB takes keys up to 1,978 bytes; a state key is kept in hex, in `history` with a number behind it. */
export const MAX_STATE_KEY_BYTES = 960;

/** Whether the store can keep a value under the key. Of any other it has none, whoever asks. */
export function isStateKey(key: Hex): boolean {
  return key.length > 0 && key.length <= 2 * MAX_STATE_KEY_BYTES && key.length % 2 === 0;
}

/** @throws ChainError KEY_INVALID for a key that is empty, too long or no hex. */
export function checkStateKey(key: Hex): void {
  if (isStateKey(key)) return;
  throw new ChainError(
    'KEY_INVALID',
    `state key: expected 1..${MAX_STATE_KEY_BYTES} bytes, got ${key.length / 2}`,
    { key: key.slice(0, 128) },
  );
}
