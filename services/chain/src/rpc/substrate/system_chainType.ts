import type { RpcMethod } from '../context.js';

/** → Development, Local or Live. */
export const system_chainType: RpcMethod = ({ spec }) => spec.chainType;
