import type { RpcMethod } from '../context.js';
import { sessionOf } from '../session.js';
import { LIMIT_REACHED, type StepResult } from './operations.js';
import { pinnedBlock } from './pinned-block.js';
import { readChildTrie, readItems, StorageQuery } from './storage-query.js';

/** Steps that a client gets before it must ask for more. */
const STEPS_AT_A_TIME = 4;

/**
 * `(followSubscription, hash, items, childTrie?)` → an operation: `operationStorageItems` …, `operationStorageDone`.
 * About a megabyte comes at a time; then `operationWaitingForContinue`, for what is not read must not pile up.
 */
export const chainHead_v1_storage: RpcMethod = (context, params) => {
  const pinned = pinnedBlock(context, params);
  const { items, discarded } = readItems(params, 2);
  const inChildTrie = readChildTrie(params, 3);
  if (pinned === undefined) return LIMIT_REACHED;
  const { head, number } = pinned;
  const { store } = context.chain;
  const { digests } = sessionOf(context);
  const query = new StorageQuery(inChildTrie ? [] : items, (prefix) => digests.at(number, prefix));
  const started = head.start(number, context.subscriptions.afterAnswer, (tell) => {
    let steps = 0;
    return (): StepResult => {
      const { found, done } = query.next(store.stateAt(number));
      if (found.length > 0) tell('operationStorageItems', { items: found });
      if (done) tell('operationStorageDone');
      return done ? 'done' : ++steps % STEPS_AT_A_TIME === 0 ? 'wait' : 'again';
    };
  });
  return started.result === 'started' ? { ...started, discardedItems: discarded } : started;
};
