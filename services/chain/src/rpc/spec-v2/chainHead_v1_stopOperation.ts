import type { RpcMethod } from '../context.js';
import { followed } from './pinned-block.js';

/** `(followSubscription, operationId)`: no more of it. Nothing happens where it is over already. */
export const chainHead_v1_stopOperation: RpcMethod = (context, params) => {
  followed(context, params)?.stopOperation(params.string(1, 'operationId'));
  return null;
};
