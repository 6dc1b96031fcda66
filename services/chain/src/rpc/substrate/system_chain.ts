import type { RpcMethod } from '../context.js';

/** → name of the chain. */
export const system_chain: RpcMethod = ({ spec }) => spec.name;
