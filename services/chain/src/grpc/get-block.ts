import type { GetBlockRequest, GetBlockResponse } from '@yumanet/proto/chain/v1';
import { blockMessage } from '../messages/block-message.js';
import { blockNumber, type UnaryMethod } from './context.js';

/** GetBlock: one block, the newest if none is named. @throws ServiceError INVALID_ARGUMENT, BLOCK_UNKNOWN. */
export const getBlock: UnaryMethod<GetBlockRequest, GetBlockResponse> = (context, request) => {
  const { store } = context.chain;
  const block = store.block(blockNumber(context, request.block))!;
  return Promise.resolve({ block: blockMessage(context.chain, block) });
};
