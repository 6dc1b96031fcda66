import type { RpcMethod } from '../context.js';

/** → none: this node has no peer-to-peer network. */
export const system_localListenAddresses: RpcMethod = () => [];
