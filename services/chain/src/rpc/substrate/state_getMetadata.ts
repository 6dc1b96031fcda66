import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { ByteReader } from '../../node/block/byte-reader.js';
import { callRuntime } from '../context.js';

/** `(at?)` → metadata V14, without the length in front. */
export const state_getMetadata: RpcMethod = (context, params) => {
  const opaque = callRuntime(context, 'Metadata_metadata', new Uint8Array(), params.optionalHash(0, 'at'));
  return to0x(new ByteReader(opaque).bytesWithLength());
};
