import type { RpcMethod } from '../context.js';
import { askForBytes } from './ask-runtime.js';

/** `(at?)` → SCALE of every DelegateInfo. */
export const delegateInfo_getDelegates: RpcMethod = (context, params) =>
  askForBytes(context, params, {
    method: 'DelegateInfoRuntimeApi_get_delegates',
    inputs: [],
    what: 'delegates info',
  });
