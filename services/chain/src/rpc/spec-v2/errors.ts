import { RpcError } from '../rpc-error.js';

/** Codes of the JSON-RPC interface specification's chainHead and transaction groups. */
export const specErrors = {
  tooManyFollows: (limit: number) =>
    new RpcError(
      -32800,
      'Maximum number of chainHead_follow has been reached',
      `Exceeded max limit of ${limit}`,
    ),
  invalidBlock: () => new RpcError(-32801, 'Invalid block hash'),
  invalidRuntimeCall: () =>
    new RpcError(
      -32802,
      'The runtime call failed',
      'chainHead_v1_follow: expected withRuntime true, got false',
    ),
  invalidContinue: () => new RpcError(-32803, 'Wait for continue event was not generated for the operation'),
  duplicateHashes: () => new RpcError(-32804, 'Received duplicate hashes for the chainHead_v1_unpin method'),
  invalidOperation: () => new RpcError(-32801, 'Invalid operation id'),
} as const;
