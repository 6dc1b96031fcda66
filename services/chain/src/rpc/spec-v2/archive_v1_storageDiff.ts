import { blockNumber, stateAt, type RpcMethod } from '../context.js';
import { readDiffItems, storageDiff } from './storage-diff.js';
import { streamEvents } from './stream-events.js';

const EVENTS_A_STEP = 256;

/** `(hash, items?, previousHash?)` → a subscription: `storageDiff` …, then `storageDiffDone` or `storageDiffError`. */
export const archive_v1_storageDiff: RpcMethod = (context, params) => {
  const hash = params.hash(0, 'hash');
  const items = readDiffItems(params, 1);
  const previous = params.optionalHash(2, 'previousHash');
  const sink = context.subscriptions.open('archive_v1_storageDiffEvent');
  let differences: Iterator<object> | undefined;
  const step = (): object[] | undefined => {
    const to = blockNumber(context, hash);
    const from = previous === undefined ? Math.max(to - 1, 0) : blockNumber(context, previous);
    // Both are asked for at each step: what is read must not have been discarded since.
    stateAt(context, hash);
    context.chain.store.stateAt(Math.min(from, to));
    differences ??= storageDiff(context.chain.store, from, to, items)[Symbol.iterator]();
    const found: object[] = [];
    while (found.length < EVENTS_A_STEP) {
      const next = differences.next();
      if (next.done === true) break;
      found.push(next.value);
    }
    return found.length === 0 ? undefined : found;
  };
  context.subscriptions.afterAnswer(() =>
    streamEvents(sink, step, { event: 'storageDiffDone' }, (error) => ({ event: 'storageDiffError', error })),
  );
  return sink.id;
};
