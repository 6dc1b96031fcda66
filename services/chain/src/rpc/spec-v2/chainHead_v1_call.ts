import { to0x } from '../../bytes.js';
import { callRuntime, type RpcMethod } from '../context.js';
import { specErrors } from './errors.js';
import { LIMIT_REACHED } from './operations.js';
import { pinnedBlock } from './pinned-block.js';

/** `(followSubscription, hash, function, parameters)` → an operation that ends in `operationCallDone`. */
export const chainHead_v1_call: RpcMethod = (context, params) => {
  const pinned = pinnedBlock(context, params);
  const method = params.string(2, 'function');
  const input = params.bytes(3, 'callParameters');
  if (pinned === undefined) return LIMIT_REACHED;
  const { head, hash, number } = pinned;
  if (head.runtime === undefined) throw specErrors.invalidRuntimeCall();
  return head.start(number, context.subscriptions.afterAnswer, (tell) => () => {
    tell('operationCallDone', { output: to0x(callRuntime(context, method, input, hash)) });
    return 'done';
  });
};
