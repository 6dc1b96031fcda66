import type { RpcMethod } from '../context.js';
import { to0x } from '../../bytes.js';
import { callRuntime } from '../context.js';

/** `(function, SCALE input, at?)` → SCALE result of a runtime function. */
export const state_call: RpcMethod = (context, params) =>
  to0x(
    callRuntime(
      context,
      params.string(0, 'function'),
      params.bytes(1, 'input'),
      params.optionalHash(2, 'at'),
    ),
  );
