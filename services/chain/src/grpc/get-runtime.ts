import type { GetRuntimeRequest, GetRuntimeResponse } from '@yumanet/proto/chain/v1';
import { ByteReader } from '../node/block/byte-reader.js';
import { asBuffer } from '../messages/buffer.js';
import { blockNumber, runtimeAt, type UnaryMethod } from './context.js';

/** SCALE of 15u32. */
const VERSION_15 = Uint8Array.of(15, 0, 0, 0);

/**
 * GetRuntime: names, versions and metadata V15 of the runtime at a block.
 *
 * @throws ServiceError INVALID_ARGUMENT, BLOCK_UNKNOWN, STATE_DISCARDED.
 */
export const getRuntime: UnaryMethod<GetRuntimeRequest, GetRuntimeResponse> = (context, request) => {
  const { runtime, store } = context.chain;
  const api = runtimeAt(context, blockNumber(context, request.block));
  // Option<OpaqueMetadata>: every runtime we run has version 15.
  const metadata = new ByteReader(api.call('Metadata_metadata_at_version', VERSION_15).subarray(1));
  return Promise.resolve({
    specName: runtime.specName,
    specVersion: runtime.specVersion,
    transactionVersion: runtime.transactionVersion,
    genesisHash: asBuffer(store.hashOf(0)!),
    metadata: asBuffer(metadata.bytesWithLength()),
  });
};
