import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { LIMIT_REACHED } from './operations.js';
import { pinnedBlock } from './pinned-block.js';

/** `(followSubscription, hash)` → an operation that ends in `operationBodyDone` with the extrinsics. */
export const chainHead_v1_body: RpcMethod = (context, params) => {
  const pinned = pinnedBlock(context, params);
  if (pinned === undefined) return LIMIT_REACHED;
  const { store } = context.chain;
  // Bodies are kept for ever: there is no state that could be gone.
  return pinned.head.start(store.head, context.subscriptions.afterAnswer, (tell) => () => {
    tell('operationBodyDone', { value: store.block(pinned.number)!.extrinsics.map(to0x) });
    return 'done';
  });
};
