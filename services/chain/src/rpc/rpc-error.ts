import { ChainError, messageOf, type ChainErrorCode } from '../errors.js';
import { PoolError, poolErrorWire } from '../node/pool/pool-error.js';

/** A JSON-RPC error object on its way to a client. */
export class RpcError extends Error {
  override readonly name = 'RpcError';

  constructor(
    readonly code: number,
    message: string,
    readonly data?: string,
  ) {
    super(message);
  }

  toJSON(): { code: number; message: string; data?: string } {
    const { code, message, data } = this;
    return data === undefined ? { code, message } : { code, message, data };
  }
}

/** Codes and words of jsonrpsee (what a Substrate node answers with) and of sc-rpc-api. */
export const rpcErrors = {
  parse: () => new RpcError(-32700, 'Parse error'),
  invalidRequest: () => new RpcError(-32600, 'Invalid request'),
  methodNotFound: () => new RpcError(-32601, 'Method not found'),
  invalidParams: (data: string) => new RpcError(-32602, 'Invalid params', data),
  internal: () => new RpcError(-32603, 'Internal error'),
  needsSocket: () =>
    new RpcError(-32601, 'Method not found', 'subscriptions: expected a WebSocket connection, got HTTP'),
  tooManySubscriptions: (limit: number, whose = '') =>
    new RpcError(
      -32006,
      'Too many subscriptions on the connection',
      `Exceeded max limit of ${limit}${whose}`,
    ),
  requestTooBig: (limit: number) =>
    new RpcError(-32007, 'Request is too big', `Exceeded max limit of ${limit}`),
  responseTooBig: (limit: number) =>
    new RpcError(-32008, 'Response is too big', `Exceeded max limit of ${limit}`),
  /** Too much waits to be read by all clients together. */
  busy: () => new RpcError(-32009, 'Server is busy, try again later'),
  /** Another node is to be asked. */
  stopping: () => new RpcError(-32009, 'Server is busy, try again later', 'the node stops'),
  rateLimited: () => new RpcError(-32999, 'RPC rate limit exceeded'),
  batchTooBig: (limit: number) =>
    new RpcError(-32010, 'The batch request was too large', `Exceeded max limit of ${limit}`),
  /** A state query that cannot be answered: base code 4000 of sc-rpc-api's state errors. */
  client: (text: string) => new RpcError(4003, `Client error: ${text}`),
  /** What a `dev_` method refuses: code 1, as chopsticks answers. */
  dev: ({ code, message }: ChainError) => new RpcError(1, message, code),
  countTooLarge: (value: number, max: number) =>
    new RpcError(4002, `count exceeds maximum value. value: ${value}, max: ${max}`),
} as const;

/** Refusals that a client of the `dev_` methods has to understand. */
const DEV_REFUSALS: ReadonlySet<ChainErrorCode> = new Set<ChainErrorCode>([
  'BLOCK_UNKNOWN',
  'KEY_INVALID',
  'NOT_REWINDABLE',
  'SNAPSHOTS_FULL',
  'SNAPSHOT_UNKNOWN',
  'STATE_DISCARDED',
  'STATE_NAME_UNKNOWN',
  'VALUE_INVALID',
]);

/** Any thrown value as a JSON-RPC error; undefined where it is a fault of ours, to be logged. */
export function toRpcError(error: unknown): RpcError | undefined {
  if (error instanceof RpcError) return error;
  if (error instanceof PoolError) {
    const { code, message, data } = poolErrorWire(error.refusal);
    return new RpcError(code, message, data);
  }
  if (error instanceof ChainError) {
    if (error.code === 'ADDRESS_INVALID') return rpcErrors.invalidParams(messageOf(error));
    if (error.code === 'FORK_UPSTREAM') return rpcErrors.client(`${error.code}: ${error.message}`);
    if (DEV_REFUSALS.has(error.code)) return rpcErrors.dev(error);
  }
  return undefined;
}
