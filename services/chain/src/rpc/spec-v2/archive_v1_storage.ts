import { blockNumber, stateAt, type RpcMethod } from '../context.js';
import { sessionOf } from '../session.js';
import { readChildTrie, readItems, StorageQuery } from './storage-query.js';
import { streamEvents } from './stream-events.js';

/** `(hash, items, childTrie?)` → a subscription: `storage` …, then `storageDone` or `storageError`. */
export const archive_v1_storage: RpcMethod = (context, params) => {
  const hash = params.hash(0, 'hash');
  const { items, discarded } = readItems(params, 1);
  const inChildTrie = readChildTrie(params, 2);
  const { digests } = sessionOf(context);
  const sink = context.subscriptions.open('archive_v1_storageEvent');
  const query = new StorageQuery(inChildTrie ? [] : items, (prefix) =>
    digests.at(blockNumber(context, hash), prefix),
  );
  let over = false;
  const step = (): object[] | undefined => {
    if (discarded > 0)
      throw new RangeError(`items: expected at most ${items.length}, got ${items.length + discarded}`);
    if (over) return undefined;
    const { found, done } = query.next(stateAt(context, hash));
    over = done;
    return found.map((item) => ({ event: 'storage', ...item }));
  };
  context.subscriptions.afterAnswer(() =>
    streamEvents(sink, step, { event: 'storageDone' }, (error) => ({ event: 'storageError', error })),
  );
  return sink.id;
};
