import type { RpcMethod } from '../context.js';

/** → this node makes the blocks. */
export const system_nodeRoles: RpcMethod = () => ['Authority'];
