import type { RpcMethod } from '../context.js';

/** → version of the node’s program. */
export const system_version: RpcMethod = ({ nodeVersion }) => nodeVersion;
