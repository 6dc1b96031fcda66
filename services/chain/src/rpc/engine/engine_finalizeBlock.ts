import type { RpcMethod } from '../context.js';
import { RpcError } from '../rpc-error.js';

/** `(hash)` → true once the block and all below it are final (manual sealing). */
export const engine_finalizeBlock: RpcMethod = async ({ chain }, params) => {
  const hash = params.hex(0, 'hash');
  const number = chain.store.numberOf(hash);
  if (number === undefined) throw new RpcError(13_000, `Block with hash 0x${hash} not found`);
  await chain.finaliseUpTo(number);
  return true;
};
