import type { RpcMethod } from '../context.js';

/** → number of the newest final block. */
export const archive_v1_finalizedHeight: RpcMethod = ({ chain }) => chain.store.finalised;
