import type { RpcMethod } from '../context.js';
import { accountInput, askForBytes } from './ask-runtime.js';

/** `(hotkey as a list of bytes, at?)` → SCALE of a DelegateInfo; empty for a hotkey that is no delegate. */
export const delegateInfo_getDelegate: RpcMethod = (context, params) =>
  askForBytes(context, params, {
    method: 'DelegateInfoRuntimeApi_get_delegate',
    inputs: [accountInput(params, 0, 'hotkey')],
    what: 'delegates info',
  });
