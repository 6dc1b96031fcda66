import type { QueryStorageRequest, QueryStorageResponse, StorageEntry } from '@yumanet/proto/chain/v1';
import { refusal } from '@yumanet/service-kit/core';
import { fromHex, toHex } from '../bytes.js';
import type { StateView } from '../node/state/state-view.js';
import { storageKey } from './arguments.js';
import { asBuffer } from '../messages/buffer.js';
import { blockNumber, type UnaryMethod } from './context.js';
import { DEFAULT_PAGE, MAX_ANSWER_BYTES, MAX_ENTRIES } from './limits.js';

/**
 * QueryStorage: one page of keys below a prefix with their values, in key order. A page of large values ends early, with
 * `more` set.
 *
 * @throws ServiceError INVALID_ARGUMENT, BLOCK_UNKNOWN, STATE_DISCARDED.
 */
export const queryStorage: UnaryMethod<QueryStorageRequest, QueryStorageResponse> = (context, request) => {
  const { pageSize, startAfter } = request;
  if (pageSize > MAX_ENTRIES) {
    return Promise.reject(refusal('INVALID_ARGUMENT', 'page_size', `0..${MAX_ENTRIES}`, pageSize));
  }
  const prefix = toHex(storageKey('prefix', request.prefix, 0));
  const after = startAfter.length === 0 ? undefined : toHex(storageKey('start_after', startAfter, 1));
  const { store } = context.chain;
  const number = blockNumber(context, request.block);
  const page = readPage(store.stateAt(number), prefix, after, pageSize || DEFAULT_PAGE);
  return Promise.resolve({ ...page, blockHash: asBuffer(store.hashOf(number)!) });
};

function readPage(
  state: StateView,
  prefix: string,
  after: string | undefined,
  size: number,
): { readonly entries: StorageEntry[]; readonly more: boolean } {
  const entries: StorageEntry[] = [];
  let bytes = 0;
  for (const key of state.keys(prefix, after)) {
    if (entries.length === size) return { entries, more: true };
    const value = state.get(key)!;
    bytes += key.length / 2 + value.length;
    // The first entry always goes: a page must move on.
    if (bytes > MAX_ANSWER_BYTES && entries.length > 0) return { entries, more: true };
    entries.push({ key: asBuffer(fromHex(key)), value: asBuffer(value) });
  }
  return { entries, more: false };
}
