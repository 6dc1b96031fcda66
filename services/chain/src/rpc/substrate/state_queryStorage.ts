import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { blockNumber, stateAt } from '../context.js';
import { rpcErrors } from '../rpc-error.js';

/** `(keys, from, to?)` → change sets: all values at `from`, then those that each later block changed. */
export const state_queryStorage: RpcMethod = (context, params) => {
  const keys = params.hexList(0, 'keys', MAX_QUERY_KEYS);
  const fromHash = params.optionalHash(1, 'from');
  const from = blockNumber(context, fromHash);
  const to = blockNumber(context, params.optionalHash(2, 'to'));
  if (to < from)
    throw rpcErrors.invalidParams(`to (parameter 2): expected block ${from} or later, got ${to}`);
  stateAt(context, fromHash);
  const { store } = context.chain;
  const last = new Map<string, string | null>();
  const sets: object[] = [];
  for (let number = from; number <= to; number++) {
    const state = store.stateAt(number);
    const changes: [string, string | null][] = [];
    for (const key of keys) {
      const bytes = state.get(key);
      const value = bytes === undefined ? null : to0x(bytes);
      if (number > from && last.get(key) === value) continue;
      last.set(key, value);
      changes.push([`0x${key}`, value]);
    }
    if (changes.length > 0) sets.push({ block: to0x(store.hashOf(number)!), changes });
  }
  return sets;
};

const MAX_QUERY_KEYS = 1000;
