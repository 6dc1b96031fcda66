import type { RpcMethod } from '../context.js';

/** → a node of one: no peers, never behind. */
export const system_health: RpcMethod = () => ({ peers: 0, isSyncing: false, shouldHavePeers: false });
