import type { RpcMethod } from '../context.js';

/** → name of the chain. */
export const chainSpec_v1_chainName: RpcMethod = ({ spec }) => spec.name;
