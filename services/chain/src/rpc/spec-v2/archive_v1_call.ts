import { to0x } from '../../bytes.js';
import { callRuntime, type RpcMethod } from '../context.js';
import { RpcError } from '../rpc-error.js';

/** `(hash, function, parameters)` → `{success, value}` or `{success, error}`; null where there is no such block. */
export const archive_v1_call: RpcMethod = (context, params) => {
  const hash = params.hash(0, 'hash');
  const method = params.string(1, 'function');
  const input = params.bytes(2, 'callParameters');
  if (context.chain.store.numberOf(hash) === undefined) return null;
  try {
    return { success: true, value: to0x(callRuntime(context, method, input, hash)) };
  } catch (error) {
    if (error instanceof RpcError) return { success: false, error: error.message };
    throw error;
  }
};
