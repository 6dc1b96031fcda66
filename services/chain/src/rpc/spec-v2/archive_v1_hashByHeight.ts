import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';

/** `(height)` → hashes of the blocks of that number: one, or none. */
export const archive_v1_hashByHeight: RpcMethod = ({ chain }, params) => {
  const hash = chain.store.hashOf(params.integer(0, 'height'));
  return hash === undefined ? [] : [to0x(hash)];
};
