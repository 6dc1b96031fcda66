import type { RpcMethod } from '../context.js';
import { blake2b256, to0x } from '../../bytes.js';
import { stateAt } from '../context.js';

/** `(key, at?)` → blake2b-256 of the value, null where there is none. */
export const state_getStorageHash: RpcMethod = (context, params) => {
  const value = stateAt(context, params.optionalHash(1, 'at')).get(params.hex(0, 'key'));
  return value === undefined ? null : to0x(blake2b256(value));
};
