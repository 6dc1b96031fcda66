import type { ChainServiceService } from '@yumanet/proto/chain/v1';
import type { Handlers } from '@yumanet/service-kit/grpc-server';
import type { GrpcContext, StreamMethod, UnaryMethod } from './context.js';
import { getAccount } from './get-account.js';
import { getBlock } from './get-block.js';
import { getDueEpoch } from './get-due-epoch.js';
import { getEpochSnapshot } from './get-epoch-snapshot.js';
import { getRuntime } from './get-runtime.js';
import { getStorage } from './get-storage.js';
import { queryStorage } from './query-storage.js';
import { readState } from './read-state.js';
import { streamBlocks } from './stream-blocks.js';
import { submitExtrinsic } from './submit-extrinsic.js';
import { watchExtrinsic } from './watch-extrinsic.js';

/** Every method of yumanet.chain.v1.ChainService: one line each. */
export function grpcMethods(context: GrpcContext): Handlers<typeof ChainServiceService> {
  const unary =
    <Request, Response>(method: UnaryMethod<Request, Response>) =>
    // What a method throws before its first await is a rejection like any other.
    async (request: Request, call: Parameters<typeof method>[2]): Promise<Response> =>
      method(context, request, call);
  const stream =
    <Request, Response>(method: StreamMethod<Request, Response>) =>
    (request: Request, call: Parameters<typeof method>[2]): AsyncIterable<Response> =>
      method(context, request, call);
  return {
    submitExtrinsic: unary(submitExtrinsic),
    watchExtrinsic: stream(watchExtrinsic),
    getBlock: unary(getBlock),
    streamBlocks: stream(streamBlocks),
    getStorage: unary(getStorage),
    readState: unary(readState),
    queryStorage: unary(queryStorage),
    getDueEpoch: unary(getDueEpoch),
    getEpochSnapshot: unary(getEpochSnapshot),
    getAccount: unary(getAccount),
    getRuntime: unary(getRuntime),
  };
}
