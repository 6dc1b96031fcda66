import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { blockNumber, stateAt } from '../context.js';

/** `(keys, at?)` → one change set with the values of all keys. */
export const state_queryStorageAt: RpcMethod = (context, params) => {
  const keys = params.hexList(0, 'keys', MAX_QUERY_KEYS);
  const at = params.optionalHash(1, 'at');
  const state = stateAt(context, at);
  const changes = keys.map((key) => {
    const value = state.get(key);
    return [`0x${key}`, value === undefined ? null : to0x(value)];
  });
  return [{ block: to0x(context.chain.store.hashOf(blockNumber(context, at))!), changes }];
};

const MAX_QUERY_KEYS = 10_000;
