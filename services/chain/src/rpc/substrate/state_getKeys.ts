import type { RpcMethod } from '../context.js';
import { stateAt } from '../context.js';
import { listKeys } from './list-keys.js';

/** `(prefix, at?)` → all keys under it. */
export const state_getKeys: RpcMethod = (context, params) => {
  const prefix = params.isAbsent(0) ? '' : params.hex(0, 'prefix');
  return listKeys(stateAt(context, params.optionalHash(1, 'at')), prefix).map((key) => `0x${key}`);
};
