import type { RpcMethod } from '../context.js';

/** → address format, decimals and symbol of the token. */
export const system_properties: RpcMethod = ({ spec }) => spec.properties;
