import type { RpcMethod } from '../context.js';
import { accountInput, askForBytes } from './ask-runtime.js';

/** `(coldkey as a list of bytes, at?)` → SCALE of the delegates it stakes to, each with its rao. */
export const delegateInfo_getDelegated: RpcMethod = (context, params) =>
  askForBytes(context, params, {
    method: 'DelegateInfoRuntimeApi_get_delegated',
    inputs: [accountInput(params, 0, 'coldkey')],
    what: 'delegates info',
  });
