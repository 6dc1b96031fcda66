import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { encodeHeader } from '../../node/block/header.js';

/** `(hash)` → SCALE of a block's header, null where there is none. */
export const archive_v1_header: RpcMethod = ({ chain: { store } }, params) => {
  const header = store.header(store.numberOf(params.hash(0, 'hash')) ?? -1);
  return header === undefined ? null : to0x(encodeHeader(header));
};
