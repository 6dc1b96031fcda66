import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { RpcError, rpcErrors } from '../rpc-error.js';

/** `(createEmpty, finalize, parentHash?)` → hash of the block made now (manual sealing). */
export const engine_createBlock: RpcMethod = async ({ chain }, params) => {
  const createEmpty = params.isAbsent(0) ? false : params.boolean(0, 'createEmpty');
  const finalize = params.isAbsent(1) ? false : params.boolean(1, 'finalize');
  const parent = params.optionalHash(2, 'parentHash');
  if (parent !== undefined && chain.store.numberOf(parent) !== chain.store.head) {
    throw rpcErrors.invalidParams('parentHash (parameter 2): expected the newest block, got another one');
  }
  // Code and words of sc-consensus-manual-seal.
  if (!createEmpty && chain.pool.readyCount === 0) {
    throw new RpcError(
      12_000,
      'Transaction pool is empty, set create_empty to true, if you want to create empty blocks',
    );
  }
  const block = await chain.seal();
  if (finalize) await chain.finaliseUpTo(block.header.number);
  const aux = {
    header_only: false,
    clear_justification_requests: false,
    needs_justification: false,
    bad_justification: false,
    is_new_best: true,
  };
  return { hash: to0x(block.hash), aux };
};
