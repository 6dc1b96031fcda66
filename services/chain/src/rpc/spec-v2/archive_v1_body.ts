import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';

/** `(hash)` → extrinsics of a block, null where there is none. */
export const archive_v1_body: RpcMethod = ({ chain: { store } }, params) => {
  const block = store.block(store.numberOf(params.hash(0, 'hash')) ?? -1);
  return block === undefined ? null : block.extrinsics.map(to0x);
};
