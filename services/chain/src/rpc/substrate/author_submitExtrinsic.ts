import type { RpcMethod } from '../context.js';

/** `(extrinsic)` → its hash, once the pool has taken it. */
export const author_submitExtrinsic: RpcMethod = async ({ chain }, params) =>
  `0x${await chain.submit(params.bytes(0, 'extrinsic'))}`;
