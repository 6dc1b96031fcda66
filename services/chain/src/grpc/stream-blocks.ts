import type { StreamBlocksRequest, StreamBlocksResponse } from '@yumanet/proto/chain/v1';
import { followBlocks } from '../node/follow-blocks.js';
import { height } from './arguments.js';
import { blockMessage } from '../messages/block-message.js';
import type { StreamMethod } from './context.js';

/** StreamBlocks: every block from a height on, no faster than the client reads. @throws ServiceError INVALID_ARGUMENT */
export const streamBlocks: StreamMethod<StreamBlocksRequest, StreamBlocksResponse> = async function* (
  { chain },
  { fromNumber, includeUnfinalized },
  { signal },
) {
  const { store } = chain;
  const newest = includeUnfinalized ? store.head : store.finalised;
  const from = fromNumber === undefined ? newest + 1 : height('from_number', fromNumber);
  for await (const block of followBlocks(chain, { from, unfinalised: includeUnfinalized, signal })) {
    yield { block: blockMessage(chain, block) };
  }
};
