import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { encodeHeader } from '../../node/block/header.js';
import { pinnedBlock } from './pinned-block.js';

/** `(followSubscription, hash)` → SCALE of a pinned block's header; null where the subscription is over. */
export const chainHead_v1_header: RpcMethod = (context, params) => {
  const block = pinnedBlock(context, params);
  return block === undefined ? null : to0x(encodeHeader(context.chain.store.header(block.number)!));
};
