import type { RpcMethod } from '../context.js';
import { followed } from './pinned-block.js';

/** `(followSubscription, operationId)`: an operation that waits goes on. @throws RpcError -32803 when it does not wait. */
export const chainHead_v1_continue: RpcMethod = (context, params) => {
  followed(context, params)?.continue(params.string(1, 'operationId'));
  return null;
};
