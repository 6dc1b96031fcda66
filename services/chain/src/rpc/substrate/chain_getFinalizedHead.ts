import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';

/** → hash of the newest final block. */
export const chain_getFinalizedHead: RpcMethod = ({ chain }) =>
  to0x(chain.store.hashOf(chain.store.finalised)!);
