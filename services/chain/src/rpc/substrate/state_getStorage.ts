import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { stateAt } from '../context.js';

/** `(key, at?)` → value, null where there is none. */
export const state_getStorage: RpcMethod = (context, params) => {
  const value = stateAt(context, params.optionalHash(1, 'at')).get(params.hex(0, 'key'));
  return value === undefined ? null : to0x(value);
};
