import type { RpcMethod } from '../context.js';
import { stateAt } from '../context.js';
import { listKeys } from './list-keys.js';

/** `(key or prefix, at?)` → bytes of the value; of all values under a prefix, if it is not a key. */
export const state_getStorageSize: RpcMethod = (context, params) => {
  const state = stateAt(context, params.optionalHash(1, 'at'));
  const key = params.hex(0, 'key');
  const value = state.get(key);
  if (value !== undefined) return value.length;
  const sizes = listKeys(state, key).map((below) => state.get(below)?.length ?? 0);
  return sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0);
};
