import type { GetStorageRequest, GetStorageResponse, StorageEntry } from '@yumanet/proto/chain/v1';
import { kitError, refusal } from '@yumanet/service-kit/core';
import { toHex } from '../bytes.js';
import { storageKey } from './arguments.js';
import { asBuffer } from '../messages/buffer.js';
import { blockNumber, type UnaryMethod } from './context.js';
import { MAX_ANSWER_BYTES, MAX_ENTRIES } from './limits.js';

/**
 * GetStorage: values of at most 1,000 keys at one block, in the order of the keys.
 *
 * @throws ServiceError INVALID_ARGUMENT, BLOCK_UNKNOWN, STATE_DISCARDED, MESSAGE_TOO_LARGE.
 */
export const getStorage: UnaryMethod<GetStorageRequest, GetStorageResponse> = (context, request) => {
  const { keys } = request;
  if (keys.length > MAX_ENTRIES) {
    return Promise.reject(refusal('INVALID_ARGUMENT', 'keys', `at most ${MAX_ENTRIES}`, keys.length));
  }
  const { store } = context.chain;
  const number = blockNumber(context, request.block);
  const state = store.stateAt(number);
  let bytes = 0;
  const entries = keys.map((key, index): StorageEntry => {
    const value = state.get(toHex(storageKey(`keys[${index}]`, key, 1)));
    bytes += key.length + (value?.length ?? 0);
    if (bytes > MAX_ANSWER_BYTES) {
      const what = `values: expected at most ${MAX_ANSWER_BYTES} bytes together, got more; ask for fewer keys`;
      throw kitError('MESSAGE_TOO_LARGE', what, { limit: MAX_ANSWER_BYTES });
    }
    return { key, value: value === undefined ? undefined : asBuffer(value) };
  });
  return Promise.resolve({ entries, blockHash: asBuffer(store.hashOf(number)!) });
};
