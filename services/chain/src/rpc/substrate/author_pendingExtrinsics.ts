import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';

/** → wire bytes of every ready transaction. */
export const author_pendingExtrinsics: RpcMethod = ({ chain }) => chain.pool.pending().map(to0x);
