import type { RpcMethod } from '../context.js';

/** → names of everything served. */
export const rpc_methods: RpcMethod = ({ methodNames }) => ({ methods: methodNames });
