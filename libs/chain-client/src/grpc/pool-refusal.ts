import { hasCode } from '@yumanet/service-kit';
import { clientError } from '../errors.js';

/** What the node's pool refuses, under the code that it has over JSON-RPC too; anything else as it is. */
export function poolRefusal(error: unknown): unknown {
  if (!hasCode(error, 'EXTRINSIC_REFUSED')) return error;
  const { poolCode = 0, reason = '' } = error.data;
  const data = { rpcCode: poolCode, rpcMessage: error.message, rpcData: reason };
  return clientError('POOL_REFUSED', error.message, data, { cause: error });
}
