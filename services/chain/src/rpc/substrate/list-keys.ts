import type { Hex } from '@yumanet/frame';
import type { StateView } from '../../node/state/state-view.js';
import { rpcErrors } from '../rpc-error.js';

/** How many keys a method without paging lists; more are for `state_getKeysPaged`. */
export const MAX_KEYS = 20_000;

/** All keys under a prefix. @throws RpcError when there are too many. */
export function listKeys(state: StateView, prefix: Hex): Hex[] {
  const keys: Hex[] = [];
  for (const key of state.keys(prefix)) {
    if (keys.length >= MAX_KEYS) throw rpcErrors.countTooLarge(keys.length + 1, MAX_KEYS);
    keys.push(key);
  }
  return keys;
}
