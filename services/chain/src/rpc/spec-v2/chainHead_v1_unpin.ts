import type { RpcMethod } from '../context.js';
import { followed } from './pinned-block.js';

/** More than a client can have pinned is a mistake. */
const MAX_HASHES = 1024;

/** `(followSubscription, hash or hashes)`: the client needs them no more. @throws RpcError -32801, -32804. */
export const chainHead_v1_unpin: RpcMethod = (context, params) => {
  const head = followed(context, params);
  const hashes = Array.isArray(params.raw(1))
    ? params.hexList(1, 'hashes', MAX_HASHES)
    : [params.hash(1, 'hash')];
  head?.unpin(hashes);
  return null;
};
