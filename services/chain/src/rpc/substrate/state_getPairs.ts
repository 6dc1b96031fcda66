import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { stateAt } from '../context.js';
import { listKeys } from './list-keys.js';

/** `(prefix, at?)` → all keys under it with their values. */
export const state_getPairs: RpcMethod = (context, params) => {
  const state = stateAt(context, params.optionalHash(1, 'at'));
  return listKeys(state, params.hex(0, 'prefix')).map((key) => [`0x${key}`, to0x(state.get(key)!)]);
};
