import type { RpcMethod } from '../context.js';
import { sessionOf } from '../session.js';
import { specErrors } from './errors.js';

/** `(operationId)`: a broadcast is over. @throws RpcError -32801 when there is none of that id. */
export const transaction_v1_stop: RpcMethod = (context, params) => {
  const { broadcasts } = sessionOf(context);
  const id = params.string(0, 'operationId');
  const broadcast = broadcasts.get(id);
  if (broadcast === undefined) throw specErrors.invalidOperation();
  broadcast.stop();
  broadcasts.delete(id);
  return null;
};
