import type { RpcMethod } from '../context.js';

/** → name of the node’s program. */
export const system_name: RpcMethod = ({ nodeName }) => nodeName;
