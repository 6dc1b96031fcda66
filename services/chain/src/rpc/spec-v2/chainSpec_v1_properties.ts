import type { RpcMethod } from '../context.js';

/** → address format, decimals and symbol of the token. */
export const chainSpec_v1_properties: RpcMethod = ({ spec }) => spec.properties;
