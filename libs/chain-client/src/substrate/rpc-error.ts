import type { ServiceError } from '@yumanet/service-kit';
import { clientError } from '../errors.js';

/** JSON-RPC codes of a Substrate node's pool. */
const POOL_CODES = { first: 1000, last: 1099 };
/** Of a Yumanet chain: the node is a standby of a cluster. */
const NOT_LEADER = 1100;
const METHOD_UNKNOWN = -32601;

/** A JSON-RPC error object as a ServiceError; `rpcCode`, `rpcMessage`, `rpcData` are in its data. */
export function rpcError(method: string, error: unknown): ServiceError {
  const { code, message, data } = (error ?? {}) as { code?: unknown; message?: unknown; data?: unknown };
  const rpcCode = typeof code === 'number' ? code : 0;
  const rpcMessage = String(message).slice(0, 300);
  const rpcData =
    data === undefined ? '' : (typeof data === 'string' ? data : JSON.stringify(data)).slice(0, 300);
  const facts = { method, rpcCode, rpcMessage, rpcData };
  const said = `${rpcCode} ${rpcMessage}${rpcData ? `: ${rpcData}` : ''}`;
  if (rpcCode === METHOD_UNKNOWN) {
    return clientError('RPC_METHOD_UNKNOWN', `${method}: expected a known method, got ${said}`, facts);
  }
  if (rpcCode >= POOL_CODES.first && rpcCode <= POOL_CODES.last) {
    return clientError('POOL_REFUSED', `${method}: expected to be accepted, got ${said}`, facts);
  }
  if (rpcCode === NOT_LEADER) {
    return clientError('NOT_LEADER', `${method}: expected the leader, got ${said}`, facts);
  }
  if (/unknown block|state already discarded/i.test(said)) {
    return clientError('BLOCK_UNKNOWN', `${method}: expected a block that is kept, got ${said}`, facts);
  }
  return clientError('RPC_ERROR', `${method}: expected a result, got ${said}`, facts);
}

/** Address of the leader in a standby's refusal; undefined: nobody leads. */
export function leaderIn(refusal: ServiceError): string | undefined {
  return /(?:^|\s)(wss?:\/\/\S+)$/.exec(String(refusal.data['rpcData']))?.[1];
}
