import type { RpcMethod } from '../context.js';

/** `()` → id of the chain as it is now, for `dev_revert`; gone when the node stops. As anvil's `evm_snapshot`. */
export const dev_snapshot: RpcMethod = ({ chain }) => `0x${chain.snapshots.take().toString(16)}`;
