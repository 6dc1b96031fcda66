import type { RpcMethod } from '../context.js';
import { stateAt } from '../context.js';
import { rpcErrors } from '../rpc-error.js';

/** `(prefix?, count ≤ 1000, startKey?, at?)` → the next keys under the prefix, after startKey. */
export const state_getKeysPaged: RpcMethod = (context, params) => {
  const prefix = params.isAbsent(0) ? '' : params.hex(0, 'prefix');
  const count = params.integer(1, 'count');
  if (count > MAX_PAGE) throw rpcErrors.countTooLarge(count, MAX_PAGE);
  const after = params.isAbsent(2) ? undefined : params.hex(2, 'startKey');
  const page: string[] = [];
  if (count === 0) return page;
  for (const key of stateAt(context, params.optionalHash(3, 'at')).keys(prefix, after)) {
    if (page.push(`0x${key}`) === count) break;
  }
  return page;
};

/** Substrate's own limit (sc-rpc STORAGE_KEYS_PAGED_MAX_COUNT). */
const MAX_PAGE = 1000;
